package org.zhaoku.gateway.ledger;

import java.time.Instant;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.trust.BundleDraft;

/**
 * A state of the ledger as a bundle to be signed.
 *
 * @param draft all parts of the records up to there
 * @param size number of records
 * @param root of the log at that size
 * @param position of the last record
 */
public record LedgerSnapshot(BundleDraft draft, long size, Bytes root, Position position) {
    /** The checkpoint that names the draft. */
    public Checkpoint checkpoint(Instant time) {
        return draft.checkpoint(size, root, position, time);
    }
}
