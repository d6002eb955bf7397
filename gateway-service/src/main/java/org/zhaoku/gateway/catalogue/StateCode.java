package org.zhaoku.gateway.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusReason;

/**
 * One row of a type's table of state codes: the systems that licences are shared with number the same states differently from
 * type to type (03 is 撤销 for one, 吊销 for another).
 *
 * @param code as the other systems have it, for example {@code 03}
 * @param name as they name it
 * @param state the state that it stands for
 * @param reasons only after a change for one of these; for any if empty
 */
public record StateCode(String code, String name, Coded state, Set<StatusReason> reasons) {
    /** What a code stands for: a state on the ledger, the end of the term, or all that no other row is for. */
    public enum Coded {
        IN_FORCE,
        SUSPENDED,
        REVOKED,
        CANCELLED,
        WITHDRAWN,
        SUPERSEDED,
        TRANSFERRED_OUT,
        /** In force on the ledger, but its last day is over. */
        EXPIRED,
        /** Every other state. */
        OTHER
    }

    public StateCode {
        reasons = Set.copyOf(reasons);
    }

    /**
     * The code of a licence: the row for its state and last reason, else that for its state, else that for OTHER.
     *
     * @param reason of the last change of state, if there was one
     * @param expired whether its last day is over
     */
    public static Optional<StateCode> of(
            List<StateCode> table, LicenceState state, Optional<StatusReason> reason, boolean expired) {
        Coded coded = expired && state == LicenceState.IN_FORCE ? Coded.EXPIRED : Coded.valueOf(state.name());
        return table.stream()
                .filter(row -> row.state == coded
                        && reason.filter(row.reasons::contains).isPresent())
                .findFirst()
                .or(() -> first(table, coded))
                .or(() -> first(table, Coded.OTHER));
    }

    private static Optional<StateCode> first(List<StateCode> table, Coded coded) {
        return table.stream()
                .filter(row -> row.state == coded && row.reasons.isEmpty())
                .findFirst();
    }
}
