package org.zhaoku.gateway.ledger;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
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
    private static final Duration READING = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Duration patience;

    public LedgerChanges(Ledger ledger) {
        this(ledger, PATIENCE);
    }

    /** @param patience how long the ledger may take to have a change, and then again the reader to see it */
    @Autowired
    LedgerChanges(Ledger ledger, @Value("${zhaoku.changes.patience:30s}") Duration patience) {
        this.ledger = ledger;
        this.patience = patience;
    }

    /**
     * Completes when all that was on the ledger at start has been read: before, what is missing in the view may be there. Fails with
     * {@link LedgerException} UNAVAILABLE if that takes long.
     */
    public Mono<Void> caughtUp(LedgerView view) {
        return poll(view::isCaughtUp)
                .timeout(
                        patience.compareTo(READING) < 0 ? patience : READING,
                        Mono.error(() -> new LedgerException(
                                LedgerException.Kind.UNAVAILABLE,
                                "LEDGER_NOT_READ",
                                "the ledger was not read to its end yet")));
    }

    /** Completes when the ledger has the change. */
    public Mono<Void> submit(Command command) {
        return ledger.submit(command)
                .timeout(patience, inDoubt("the ledger is slow"))
                .then();
    }

    private static <T> Mono<T> inDoubt(String why) {
        return Mono.error(() -> new LedgerException(LedgerException.Kind.IN_DOUBT, "LEDGER_IN_DOUBT", why));
    }

    /** Completes when the gateway's reader has come so far that {@code visible} holds. */
    public Mono<Void> until(BooleanSupplier visible) {
        return poll(visible).timeout(patience, inDoubt("the change was committed, but the reader has not seen it"));
    }

    private static Mono<Void> poll(BooleanSupplier condition) {
        return Flux.interval(Duration.ZERO, POLL)
                .onBackpressureDrop()
                .filter(tick -> condition.getAsBoolean())
                .next()
                .then();
    }
}
