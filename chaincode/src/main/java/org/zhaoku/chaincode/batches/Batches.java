package org.zhaoku.chaincode.batches;

import java.util.Optional;
import org.zhaoku.chaincode.ledger.LedgerView;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.bytes.Bytes;

/** Reads what is anchored. */
public final class Batches {
    private Batches() {}

    /**
     * The header of a batch, if it is anchored.
     *
     * @param key SM3 of the header
     */
    public static Optional<BatchHeader> find(LedgerView ledger, Bytes key) {
        return ledger.get(StateKeys.batch(key)).map(AnchoredBatch::decode).map(AnchoredBatch::header);
    }
}
