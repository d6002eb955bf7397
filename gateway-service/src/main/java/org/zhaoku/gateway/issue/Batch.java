package org.zhaoku.gateway.issue;

import java.util.List;
import org.zhaoku.verifier.anchor.SignedBatch;

/**
 * A stored batch.
 *
 * @param draft the draft that claimed its licences: {@code <gateway id>-<random>}
 * @param batch what is submitted, always these same bytes
 * @param licenceIds its licences in the order of their leaves
 * @param anchored whether the ledger has it
 */
public record Batch(String draft, SignedBatch batch, List<String> licenceIds, boolean anchored) {
    public Batch {
        licenceIds = List.copyOf(licenceIds);
    }
}
