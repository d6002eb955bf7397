package org.zhaoku.gateway.ledger;

import java.util.List;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * One block.
 *
 * @param number from 0
 * @param entries what its valid transactions announced, in their order
 */
public record LedgerBlock(long number, List<Entry> entries) {
    public LedgerBlock {
        entries = List.copyOf(entries);
    }

    /**
     * What one transaction announced, as it stands on the ledger: that it is a record is for the reader to find out.
     *
     * @param position where on the ledger
     * @param submitter who signed the transaction's proposal
     * @param name of the event
     * @param payload of the event
     */
    public record Entry(Position position, Submitter submitter, String name, Bytes payload) {}
}
