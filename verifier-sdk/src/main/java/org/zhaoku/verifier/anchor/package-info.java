/**
 * Batches, tiles and receipts: how a statement is bound to the ledger.
 */
@NullMarked
package org.zhaoku.verifier.anchor;

import org.jspecify.annotations.NullMarked;
