/**
 * The ledger's rules. {@link org.zhaoku.chaincode.Contracts} is the one door; it knows nothing of Fabric.
 */
@NullMarked
package org.zhaoku.chaincode;

import org.jspecify.annotations.NullMarked;
