/**
 * The small port on which the contracts stand, the keys of the state, and how a call is refused.
 */
@NullMarked
package org.zhaoku.chaincode.ledger;

import org.jspecify.annotations.NullMarked;
