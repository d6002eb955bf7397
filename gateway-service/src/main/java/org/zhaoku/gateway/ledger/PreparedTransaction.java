package org.zhaoku.gateway.ledger;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * A transaction that is ready to be ordered: whoever keeps it can submit it again after a fault, as often as it takes, and it
 * takes effect once at most.
 *
 * @param id the ledger's name for it
 * @param envelope its bytes, endorsed and signed
 */
public record PreparedTransaction(String id, Bytes envelope) {}
