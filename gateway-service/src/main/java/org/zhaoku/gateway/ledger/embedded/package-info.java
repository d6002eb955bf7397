/**
 * The ledger in one process: the real contracts over a file of hash-chained blocks. It is one party's ledger, for trying and
 * for development.
 */
@NullMarked
package org.zhaoku.gateway.ledger.embedded;

import org.jspecify.annotations.NullMarked;
