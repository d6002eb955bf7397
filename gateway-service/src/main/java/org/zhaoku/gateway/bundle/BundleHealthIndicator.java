package org.zhaoku.gateway.bundle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** How old the published bundle is, who signed it, and why there is no newer one. */
@Component
final class BundleHealthIndicator implements HealthIndicator {
    private final BundlePublisher publisher;
    private final Clock clock;

    BundleHealthIndicator(BundlePublisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** DOWN when the last bundle has used up half its life: then somebody has to do something. */
    @Override
    public Health health() {
        Instant now = clock.instant();
        Optional<PublishedBundle> last = publisher.last();
        Health.Builder health = last.filter(bundle -> isOld(bundle, now)).isPresent() ? Health.down() : Health.up();
        health.withDetail("asked", publisher.cosigners());
        last.ifPresent(bundle -> health.withDetail("records", bundle.size())
                .withDetail("signatures", bundle.cosigned().messages().size())
                .withDetail(
                        "ageSeconds", Duration.between(bundle.issuedAt(), now).toSeconds())
                .withDetail("expiresAt", bundle.expiresAt().toString()));
        publisher
                .failure()
                .ifPresent(failure -> health.withDetail("notNewer", failure.why())
                        .withDetail("since", failure.at().toString())
                        .withDetail("regions", failure.regions()));
        return health.build();
    }

    private static boolean isOld(PublishedBundle bundle, Instant now) {
        Duration life = Duration.between(bundle.issuedAt(), bundle.expiresAt());
        return now.isAfter(bundle.issuedAt().plus(life.dividedBy(2)));
    }
}
