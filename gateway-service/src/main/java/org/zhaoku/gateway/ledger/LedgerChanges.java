package org.zhaoku.gateway.ledger;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.zhaoku.chaincode.command.Command;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Changes that a caller waits for. Their transactions are kept in memory only: every command is idempotent on the ledger, so a
 * caller who got no answer sends the same request again, whatever became of the first.
 */
@Component
public final class LedgerChanges {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ledger ledger;

    public LedgerChanges(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Completes when the ledger has the change. */
    public Mono<Void> submit(Command command) {
        return ledger.submit(command)
                .timeout(PATIENCE, inDoubt("the ledger is slow"))
                .then();
    }

    private static <T> Mono<T> inDoubt(String why) {
        return Mono.error(() -> new LedgerException(LedgerException.Kind.IN_DOUBT, "LEDGER_IN_DOUBT", why));
    }

    /** Completes when the gateway's reader has come so far that {@code visible} holds. */
    public Mono<Void> until(BooleanSupplier visible) {
        return Flux.interval(Duration.ZERO, POLL)
                .onBackpressureDrop()
                .filter(tick -> visible.getAsBoolean())
                .next()
                .timeout(PATIENCE, inDoubt("the change was committed, but the reader has not seen it"))
                .then();
    }
}
