package org.zhaoku.gateway.ledger;

import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusReason;

/**
 * What became of an anchored licence.
 *
 * @param changes its changes of state, in order; none: it is in force
 */
public record LicenceStanding(List<RecordedChange> changes) {
    public LicenceStanding {
        changes = List.copyOf(changes);
    }

    public LicenceState state() {
        return changes.isEmpty()
                ? LicenceState.IN_FORCE
                : changes.get(changes.size() - 1).to();
    }

    /** Whether the mark <em>disputed</em> is on it. */
    public boolean disputed() {
        return changes.stream()
                .map(RecordedChange::reason)
                .filter(StatusReason::isMark)
                .reduce((earlier, later) -> later)
                .filter(StatusReason.DISPUTE_RAISED::equals)
                .isPresent();
    }

    /** The change with this sequence, from 1, if there were so many. */
    public Optional<RecordedChange> change(long sequence) {
        return sequence <= changes.size() ? Optional.of(changes.get((int) sequence - 1)) : Optional.empty();
    }
}
