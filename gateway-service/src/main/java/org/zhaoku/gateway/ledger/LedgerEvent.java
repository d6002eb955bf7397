package org.zhaoku.gateway.ledger;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusReason;

/**
 * What one record of the ledger means for licences.
 *
 * @param position where
 * @param batch the batch that it anchored
 * @param changes the changes of state that it made
 */
public record LedgerEvent(Position position, Optional<AnchoredBatch> batch, List<Change> changes) {
    public LedgerEvent {
        changes = List.copyOf(changes);
    }

    /**
     * A change of one licence's state.
     *
     * @param batch key of the licence's batch
     * @param place of its statement in the batch, from 0
     * @param sequence of its changes, from 1
     * @param from state before
     * @param to state after
     * @param reason why
     */
    public record Change(
            Bytes batch, int place, long sequence, LicenceState from, LicenceState to, StatusReason reason) {
        private static Change of(ProvenChange proven) {
            StatusChange change = proven.signed().change();
            return new Change(
                    change.licence().batch(),
                    change.licence().place(),
                    change.sequence(),
                    change.from(),
                    change.to(),
                    change.reason());
        }
    }

    static LedgerEvent of(AcceptedRecord record) {
        return new LedgerEvent(
                record.position(),
                record.batch(),
                changes(record.command()).map(Change::of).toList());
    }

    /** Whether it is about licences at all. */
    boolean concernsLicences() {
        return batch.isPresent() || !changes.isEmpty();
    }

    private static Stream<ProvenChange> changes(Command command) {
        if (command instanceof ChangeStatus change) {
            return Stream.of(change.change());
        }
        return command instanceof RenewBatch renew ? renew.changes().stream() : Stream.empty();
    }
}
