package org.zhaoku.verifier.presentation;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.presentation.PresentationResult.ForLicence;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.statement.Statement;

/**
 * What a verifier expects of presentations, and their check against it.
 *
 * @param network the network for which they must be signed
 * @param audience the verifier's own name; empty if it takes only what is for whoever sees it
 * @param nonce the challenge that it gave; empty if it gave none
 * @param skew how far its clock and the signer's may differ, 0 to 5 minutes
 * @param replays remembers what was taken; empty if nobody does, and then a presentation may be taken again while it lives
 */
public record PresentationCheck(
        Network network,
        Optional<String> audience,
        Optional<Bytes> nonce,
        Duration skew,
        Optional<ReplayMemory> replays) {
    /** The widest difference between two clocks that is put up with. */
    public static final Duration MAX_SKEW = Duration.ofMinutes(5);

    public PresentationCheck {
        if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("expected a clock skew of 0 to 300 seconds, got " + skew.toSeconds());
        }
    }

    /**
     * Checks everything. The replay memory is asked only if nothing else is wrong and each licence was signed for, so that
     * strangers cannot fill it.
     *
     * @param presentation what was shown
     * @param opened for each of its licences the statement, if the department's signature is right
     * @param at the time
     * @param gateways the keys of the regions' gateways in the trust bundle
     * @throws IllegalArgumentException if {@code opened} has another size than there are licences
     */
    public PresentationResult check(
            Presentation presentation,
            List<Optional<Statement>> opened,
            Instant at,
            Function<KeyId, Optional<Sm2PublicKey>> gateways) {
        if (opened.size() != presentation.licences().size()) {
            throw new IllegalArgumentException(
                    "expected " + presentation.licences().size() + " statements, got " + opened.size());
        }
        var signatures = new SignatureCheck(presentation, network, gateways);
        List<ForLicence> licences = opened.stream().map(signatures::signedFor).toList();
        Set<PresentationFinding> faults = EnumSet.noneOf(PresentationFinding.class);
        if (!presentation.coversItsContent()) {
            faults.add(PresentationFinding.CONTENT_CHANGED);
        }
        if (!signatures.areAllNeededBy(opened)) {
            faults.add(PresentationFinding.SIGNER_UNNEEDED);
        }
        if (!presentation.audience().equals(audience)) {
            faults.add(
                    presentation.audience().isEmpty()
                            ? PresentationFinding.AUDIENCE_MISSING
                            : audience.isEmpty()
                                    ? PresentationFinding.AUDIENCE_NOT_CHECKED
                                    : PresentationFinding.WRONG_AUDIENCE);
        }
        if (!presentation.nonce().equals(nonce)) {
            faults.add(
                    presentation.nonce().isEmpty()
                            ? PresentationFinding.NONCE_MISSING
                            : nonce.isEmpty()
                                    ? PresentationFinding.NONCE_NOT_CHECKED
                                    : PresentationFinding.WRONG_NONCE);
        }
        faults.addAll(timeFaults(presentation.showing(), at));
        boolean signed = licences.stream().allMatch(each -> each.signer().isPresent());
        if (signed && faults.isEmpty()) {
            replayFault(presentation, at).ifPresent(faults::add);
        }
        return new PresentationResult(licences, faults);
    }

    private Set<PresentationFinding> timeFaults(Showing showing, Instant at) {
        Set<PresentationFinding> faults = EnumSet.noneOf(PresentationFinding.class);
        if (at.isBefore(showing.time().minus(skew))) {
            faults.add(PresentationFinding.TOO_EARLY);
        }
        if (!at.isBefore(lastMoment(showing))) {
            faults.add(PresentationFinding.EXPIRED);
        }
        if (showing.lifetime() > Showing.MAX_LIFETIME) {
            faults.add(PresentationFinding.LIFETIME_TOO_LONG);
        }
        return faults;
    }

    private Optional<PresentationFinding> replayFault(Presentation presentation, Instant at) {
        return replays.flatMap(
                memory -> switch (memory.note(presentation.digest(), at, lastMoment(presentation.showing()))) {
                    case FIRST_TIME -> Optional.empty();
                    case SEEN_BEFORE -> Optional.of(PresentationFinding.REPLAYED);
                    case CANNOT_TELL -> Optional.of(PresentationFinding.REPLAY_NOT_CHECKED);
                });
    }

    private Instant lastMoment(Showing showing) {
        return showing.expires().plus(skew);
    }
}
