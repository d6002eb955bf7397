package org.zhaoku.gateway.ledger;

import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.status.StatusChange.Target;
import org.zhaoku.verifier.status.StatusReason;

/**
 * What became of an anchored licence.
 *
 * @param changes its changes of state, in order; none: it is in force
 * @param takenBy the licence that continues it after a transfer
 */
public record LicenceStanding(List<RecordedChange> changes, Optional<Predecessor> takenBy) {
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

    /** Who may take it over: if and only if it was transferred out. */
    public Optional<Target> target() {
        return changes.stream().flatMap(change -> change.target().stream()).findFirst();
    }

    /** The change with this sequence, from 1, if there were so many. */
    public Optional<RecordedChange> change(long sequence) {
        return sequence <= changes.size() ? Optional.of(changes.get((int) sequence - 1)) : Optional.empty();
    }
}
