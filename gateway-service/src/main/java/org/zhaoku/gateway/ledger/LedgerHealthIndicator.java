package org.zhaoku.gateway.ledger;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whether the ledger answers, whose it is, and whether its reader has caught up. */
@Component
final class LedgerHealthIndicator implements ReactiveHealthIndicator {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final LedgerView view;
    private final LedgerAlarms alarms;
    private final Mono<Boolean> caughtUp;

    LedgerHealthIndicator(Ledger ledger, LedgerView view, LedgerAlarms alarms) {
        this.ledger = ledger;
        this.view = view;
        this.alarms = alarms;
        this.caughtUp = view.caughtUp().thenReturn(true).timeout(Duration.ofMillis(1), Mono.just(false));
    }

    @Override
    public Mono<Health> health() {
        return Mono.zip(ledger.height().timeout(PATIENCE), caughtUp)
                .map(known -> note(Health.up())
                        .withDetail("height", known.getT1())
                        .withDetail("caughtUp", known.getT2())
                        .build())
                .onErrorResume(error -> Mono.just(note(Health.down()).build()));
    }

    private Health.Builder note(Health.Builder health) {
        LedgerNote note = LedgerNote.of(ledger);
        return health.withDetail("network", note.network())
                .withDetail("shared", note.shared())
                .withDetail("note", note.note())
                .withDetail("nextBlock", view.next())
                .withDetail("records", view.size())
                .withDetail("alarms", alarms.counts());
    }
}
