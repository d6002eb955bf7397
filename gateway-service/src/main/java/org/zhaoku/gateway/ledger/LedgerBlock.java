package org.zhaoku.gateway.ledger;

import java.util.List;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.verifier.anchor.Position;

/**
 * One block.
 *
 * @param number from 0
 * @param entries what its valid transactions recorded, in their order
 */
public record LedgerBlock(long number, List<Entry> entries) {
    public LedgerBlock {
        entries = List.copyOf(entries);
    }

    /**
     * What one transaction recorded.
     *
     * @param position where on the ledger
     * @param event what
     */
    public record Entry(Position position, LedgerEvent event) {}
}
