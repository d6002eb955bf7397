package org.zhaoku.gateway.issue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;

/** One request of several on its way: a licence that is to be stored, or its outcome already. */
final class Attempt {
    private final @Nullable Licence licence;
    private final @Nullable Outcome outcome;
    private final boolean urgent;

    private Attempt(@Nullable Licence licence, @Nullable Outcome outcome, boolean urgent) {
        this.licence = licence;
        this.outcome = outcome;
        this.urgent = urgent;
    }

    static Attempt made(Licence licence, boolean urgent) {
        return new Attempt(licence, null, urgent);
    }

    static Attempt ended(Outcome outcome) {
        return new Attempt(null, outcome, false);
    }

    boolean isMade() {
        return licence != null;
    }

    /** Whether a second person has to approve it first. */
    boolean waits() {
        return licence != null && licence.state() == LicenceState.AWAITING_APPROVAL;
    }

    boolean urgent() {
        return urgent;
    }

    Licence licence() {
        return Objects.requireNonNull(licence);
    }

    /** All outcomes in the order of the attempts, of which {@code stored} are those of the made ones. */
    static List<Outcome> outcomes(List<Attempt> attempts, List<Outcome> stored) {
        Iterator<Outcome> next = stored.iterator();
        List<Outcome> all = new ArrayList<>();
        for (Attempt attempt : attempts) {
            all.add(attempt.outcome != null ? attempt.outcome : next.next());
        }
        return all;
    }
}
