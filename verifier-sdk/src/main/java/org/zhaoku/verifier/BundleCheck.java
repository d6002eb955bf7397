package org.zhaoku.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.trust.TrustBundle;

/** Step 9: how old the evidence is, and what a verdict says of it. */
final class BundleCheck {
    private BundleCheck() {}

    static Check age(TrustBundle bundle, VerificationPolicy policy, Instant at) {
        Duration age = Duration.between(bundle.issuedAt(), at);
        return Check.of(found(bundle, policy, at, age), age);
    }

    private static CheckCode found(TrustBundle bundle, VerificationPolicy policy, Instant at, Duration age) {
        if (at.isBefore(bundle.issuedAt().minus(policy.clockSkew()))) {
            return CheckCode.CLOCK_BEFORE_BUNDLE;
        }
        if (!at.isBefore(bundle.expiresAt())) {
            return at.isBefore(bundle.expiresAt().plus(policy.bundleGrace()))
                    ? CheckCode.BUNDLE_IN_GRACE
                    : CheckCode.BUNDLE_EXPIRED;
        }
        Duration life = Duration.between(bundle.issuedAt(), bundle.expiresAt());
        return age.compareTo(life.dividedBy(2)) > 0 ? CheckCode.BUNDLE_AGING : CheckCode.BUNDLE_CURRENT;
    }

    static Basis basis(
            TrustBundle bundle, VerificationPolicy policy, Instant at, Bytes subject, Optional<Bytes> statement) {
        return new Basis(
                bundle.network(),
                bundle.test(),
                at,
                subject,
                statement,
                bundle.digest(),
                bundle.checkpoint().size(),
                bundle.checkpoint().root(),
                policy.relaxations());
    }
}
