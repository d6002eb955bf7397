/**
 * Issuing departments, their keys and their rights to licence types.
 */
@NullMarked
package org.zhaoku.chaincode.registry;

import org.jspecify.annotations.NullMarked;
