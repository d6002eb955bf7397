package org.zhaoku.gateway.issue;

import java.util.List;
import org.zhaoku.verifier.anchor.SignedBatch;

/**
 * A stored batch.
 *
 * @param drafts the drafts that it is made of, one or more: {@code <gateway id>-<random>}
 * @param batch what is submitted, always these same bytes
 * @param licenceIds its licences in the order of their leaves
 * @param successorIds those of them that replace other licences, {@code RenewBatch.MAX_CHANGES} at most
 * @param anchored whether the ledger has it
 */
public record Batch(
        List<String> drafts, SignedBatch batch, List<String> licenceIds, List<String> successorIds, boolean anchored) {
    public Batch {
        drafts = List.copyOf(drafts);
        licenceIds = List.copyOf(licenceIds);
        successorIds = List.copyOf(successorIds);
    }

    /** Whether its first draft, and so all, begin with {@code prefix}. */
    boolean isOf(String prefix) {
        return drafts.get(0).startsWith(prefix);
    }
}
