/**
 * The regions' log of ledger records: the append-only tree, signed checkpoints of it, and the proof that somebody signed two.
 */
@NullMarked
package org.zhaoku.verifier.log;

import org.jspecify.annotations.NullMarked;
