package org.zhaoku.gateway.issue;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether licences are accepted, how many wait, and which batches need someone to look. */
@Component
final class IssuingHealthIndicator implements HealthIndicator {
    private final Outbox outbox;
    private final Backlog backlog;
    private final Alarms alarms;

    IssuingHealthIndicator(Outbox outbox, Backlog backlog, Alarms alarms) {
        this.outbox = outbox;
        this.backlog = backlog;
        this.alarms = alarms;
    }

    @Override
    public Health health() {
        var batches = alarms.all();
        Health.Builder health = outbox.ready() && batches.isEmpty() ? Health.up() : Health.down();
        return health.withDetail("accepting", outbox.ready())
                .withDetail("waiting", backlog.waiting())
                .withDetail("alarms", batches)
                .build();
    }
}
