package org.zhaoku.verifier.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;

/**
 * What an asker expects of the answer to one request, and its check against it.
 *
 * @param network the network for which it must be signed
 * @param request what was asked
 * @param caller who asked
 * @param purpose what for
 * @param skew how far the two clocks may differ, 0 to 5 minutes
 */
public record AnswerCheck(Network network, Request request, String caller, String purpose, Duration skew) {
    /** The widest difference between two clocks that is put up with. */
    public static final Duration MAX_SKEW = Duration.ofMinutes(5);

    public AnswerCheck {
        Ranges.check("milliseconds of the clock skew", skew.toMillis(), 0, MAX_SKEW.toMillis());
    }

    /**
     * Checks everything.
     *
     * @param signed what came back
     * @param at the time
     * @param gateways the keys that may answer: those of the gateways of the region that was asked
     */
    public AnswerResult check(SignedAnswer signed, Instant at, Function<KeyId, Optional<Sm2PublicKey>> gateways) {
        Optional<Sm2PublicKey> key = gateways.apply(signed.kid());
        if (key.isEmpty()) {
            return failed(EnumSet.of(AnswerFinding.SIGNER_UNKNOWN));
        }
        Optional<Answer> opened = signed.open(network, key.get());
        if (opened.isEmpty()) {
            return failed(EnumSet.of(AnswerFinding.SIGNATURE_WRONG));
        }
        Set<AnswerFinding> faults = faults(opened.get(), at);
        return faults.isEmpty() ? new AnswerResult(opened.map(Answer::reply), faults) : failed(faults);
    }

    private Set<AnswerFinding> faults(Answer answer, Instant at) {
        Set<AnswerFinding> faults = EnumSet.noneOf(AnswerFinding.class);
        if (!answer.request().equals(request.digest())) {
            faults.add(AnswerFinding.WRONG_REQUEST);
        }
        if (!answer.caller().equals(caller)) {
            faults.add(AnswerFinding.WRONG_CALLER);
        }
        if (!answer.purpose().equals(purpose)) {
            faults.add(AnswerFinding.WRONG_PURPOSE);
        }
        if (at.isBefore(answer.time().minus(skew))) {
            faults.add(AnswerFinding.TOO_EARLY);
        }
        if (!at.isBefore(answer.expires().plus(skew))) {
            faults.add(AnswerFinding.EXPIRED);
        }
        if (answer.lifetime() > Answer.MAX_LIFETIME) {
            faults.add(AnswerFinding.LIFETIME_TOO_LONG);
        }
        return faults;
    }

    private static AnswerResult failed(Set<AnswerFinding> faults) {
        return new AnswerResult(Optional.empty(), faults);
    }
}
