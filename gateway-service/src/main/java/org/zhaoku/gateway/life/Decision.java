package org.zhaoku.gateway.life;

import java.util.Arrays;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusChange.Target;
import org.zhaoku.verifier.status.StatusReason;

/** Makes the next change of a licence out of what is wanted and what the ledger has. The contract asks the same again. */
public final class Decision {
    private Decision() {}

    /** @throws ProblemException with STATE_MOVE_FORBIDDEN; a transfer out also with LICENCE_EXPIRED or FIELD_INVALID */
    static StatusChange next(AnchoredLicence licence, LicenceStanding standing, CheckedChange wanted) {
        LicenceState from = standing.state();
        StatusReason reason = wanted.reason();
        LicenceState to = reason.isMark() ? from : target(reason);
        if (!reason.allows(from, to)) {
            throw forbidden(from + " to " + to, reason, "the reason does not allow this move. What ended stays ended.");
        }
        if (reason == StatusReason.CANCELLED_EXPIRED
                && licence.lastDay().filter(wanted.today()::isAfter).isEmpty()) {
            throw forbidden(from + " to " + to, reason, "the licence's last day is not over.");
        }
        wanted.target().ifPresent(target -> requireTransferable(licence, target, wanted));
        if (reason.isMark() && standing.disputed() == (reason == StatusReason.DISPUTE_RAISED)) {
            throw forbidden(
                    from + " to " + to,
                    reason,
                    "the licence is " + (standing.disputed() ? "" : "not ") + "marked as disputed already.");
        }
        long sequence = sequence(standing, reason);
        StatusChange change = wanted.target()
                .map(target -> StatusChange.transferredOut(licence.place(), sequence, target))
                .orElseGet(() -> StatusChange.of(licence.place(), sequence, from, to, reason));
        return wanted.decidedOn().map(change::on).orElse(change);
    }

    private static void requireTransferable(AnchoredLicence licence, Target target, CheckedChange wanted) {
        if (target.department().equals(licence.place().department())) {
            var errors = new FieldErrors();
            errors.add("department", FieldError.Code.RANGE, "expected another department than the licence's own");
            errors.throwIfAny();
        }
        if (licence.lastDay().filter(wanted.today()::isAfter).isPresent()) {
            throw ProblemCode.LICENCE_EXPIRED.because(
                    "The licence's last day is over, so nobody can go on with it. Renew it first if that was applied for in"
                            + " its term, or cancel it with CANCELLED_EXPIRED.");
        }
    }

    /** @throws ProblemException with STATE_MOVE_FORBIDDEN unless the licence may give way to another now */
    public static void requireReplaceable(LicenceStanding standing, StatusReason reason) {
        if (!reason.allows(standing.state(), LicenceState.SUPERSEDED)) {
            throw forbidden(
                    standing.state() + " to " + LicenceState.SUPERSEDED,
                    reason,
                    "only a licence in force gives way to another; a suspended one is restored first.");
        }
        sequence(standing, reason);
    }

    private static long sequence(LicenceStanding standing, StatusReason reason) {
        long sequence = standing.changes().size() + 1L;
        if (sequence > StatusChange.MAX_SEQUENCE) {
            throw forbidden("" + standing.state(), reason, "the ledger keeps no more changes of one licence.");
        }
        return sequence;
    }

    private static ProblemException forbidden(String move, StatusReason reason, String why) {
        return ProblemCode.STATE_MOVE_FORBIDDEN.because("From " + move + " for " + reason + " (" + reason.word() + "): "
                + why + " Look at the licence's changes and decide anew.");
    }

    /** The one state that a reason leads to, from whichever state it allows. */
    private static LicenceState target(StatusReason reason) {
        return Arrays.stream(LicenceState.values())
                .filter(to -> Arrays.stream(LicenceState.values()).anyMatch(from -> reason.allows(from, to)))
                .findFirst()
                .orElseThrow();
    }
}
