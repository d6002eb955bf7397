package org.zhaoku.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.statement.Origin;
import org.zhaoku.verifier.status.StatusEvidence;
import org.zhaoku.verifier.status.StatusSource;
import org.zhaoku.verifier.trust.TrustBundle;

/** Step 6: the status, from the bundle or from a source that knows it more freshly. */
final class StatusCheck {
    private final TrustBundle bundle;
    private final VerificationPolicy policy;
    private final Optional<StatusSource> fresher;

    StatusCheck(TrustBundle bundle, VerificationPolicy policy, Optional<StatusSource> fresher) {
        this.bundle = bundle;
        this.policy = policy;
        this.fresher = fresher;
    }

    Check check(UnifiedSocialCreditCode department, Origin origin, OptionalLong number, Instant at) {
        Optional<StatusEvidence> evidence =
                number.isPresent() ? evidence(department, number.getAsLong()) : Optional.empty();
        if (evidence.isEmpty()) {
            return Check.of(CheckCode.STATUS_NOT_CHECKED).required(policy.statusRequired());
        }
        StatusEvidence known = evidence.get();
        Duration age = Duration.between(known.asOf(), at);
        boolean stale = policy.statusAge().filter(max -> age.compareTo(max) > 0).isPresent();
        CheckCode found = found(known, origin);
        // what has ended stays so; anything else may have changed since
        boolean lasting = found == CheckCode.ENDED || found == CheckCode.SUPERSEDED;
        boolean refuted = found.result() == Check.Result.FAILED;
        if (!lasting && (stale || (refuted && outOfDate(known, at)))) {
            return Check.of(CheckCode.STATUS_TOO_OLD, age).required(policy.statusRequired());
        }
        return Check.of(found, age);
    }

    private boolean outOfDate(StatusEvidence known, Instant at) {
        return !at.isBefore(bundle.expiresAt()) && !known.asOf().isAfter(bundle.issuedAt());
    }

    private Optional<StatusEvidence> evidence(UnifiedSocialCreditCode issuer, long number) {
        Optional<StatusEvidence> offline = bundle.status(issuer, number);
        Optional<StatusEvidence> online = fresher.flatMap(source -> source.status(issuer, number));
        boolean newer = online.isPresent()
                && (offline.isEmpty()
                        || online.get().asOf().isAfter(offline.get().asOf()));
        return newer ? online : offline;
    }

    private static CheckCode found(StatusEvidence known, Origin origin) {
        return switch (known.value()) {
            case ENDED -> CheckCode.ENDED;
            case SUPERSEDED -> CheckCode.SUPERSEDED;
            case SUSPENDED -> CheckCode.SUSPENDED;
            case IN_FORCE -> {
                if (origin != Origin.NEW && !known.bound()) {
                    yield CheckCode.NOT_BOUND;
                }
                yield known.disputed() ? CheckCode.IN_FORCE_DISPUTED : CheckCode.IN_FORCE;
            }
        };
    }
}
