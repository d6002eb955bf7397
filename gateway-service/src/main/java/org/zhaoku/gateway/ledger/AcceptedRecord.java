package org.zhaoku.gateway.ledger;

import java.util.Optional;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.trust.TypeDefinition;

/**
 * A record that held.
 *
 * @param size number of records with it
 * @param position where on the ledger
 * @param region MSP id of the region that submitted it
 * @param command what was done
 * @param type what a {@code catalogue:publish} defines, if it is a definition that a trust bundle can carry
 * @param batch the batch that it anchored
 */
public record AcceptedRecord(
        long size,
        Position position,
        String region,
        Command command,
        Optional<TypeDefinition> type,
        Optional<AnchoredBatch> batch) {
    boolean isUnreadableType() {
        return command instanceof PublishType && type.isEmpty();
    }

    AcceptedRecord with(Optional<AnchoredBatch> anchored) {
        return new AcceptedRecord(size, position, region, command, type, anchored);
    }
}
