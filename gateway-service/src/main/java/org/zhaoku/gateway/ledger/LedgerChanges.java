package org.zhaoku.gateway.ledger;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.zhaoku.chaincode.command.Command;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Changes that a caller waits for. They are idempotent on the ledger, so an unknown commit is simply submitted again. */
@Component
public final class LedgerChanges {
    private static final int RETRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Ledger ledger;

    public LedgerChanges(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Completes when the ledger has the change. */
    public Mono<Void> submit(Command command) {
        return ledger.submit(command)
                .retryWhen(Retry.backoff(RETRIES, FIRST_PAUSE)
                        .filter(error -> error instanceof LedgerException failure
                                && failure.kind() != LedgerException.Kind.REFUSED)
                        .onRetryExhaustedThrow((retry, last) -> last.failure()))
                .then();
    }

    /** Completes when the gateway's reader has come so far that {@code visible} holds. */
    public Mono<Void> until(BooleanSupplier visible) {
        return Flux.interval(Duration.ZERO, POLL)
                .onBackpressureDrop()
                .filter(tick -> visible.getAsBoolean())
                .next()
                .timeout(
                        PATIENCE,
                        Mono.error(() -> new LedgerException(
                                LedgerException.Kind.IN_DOUBT,
                                "LEDGER_IN_DOUBT",
                                "the change was committed, but the reader has not seen it")))
                .then();
    }
}
