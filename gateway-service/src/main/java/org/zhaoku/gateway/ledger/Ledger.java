package org.zhaoku.gateway.ledger;

import java.time.Duration;
import java.util.function.Predicate;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The shared ledger as one gateway of one region sees it. No call blocks its thread. */
public interface Ledger {
    /** Attempts at a command whose transactions lose a race again and again. */
    int OUTDATED_RETRIES = 6;

    /** Before the second attempt; it grows. */
    Duration OUTDATED_PAUSE = Duration.ofMillis(50);

    /** The network's name, which every signature on it is bound to. */
    Network network();

    /** This gateway's region: its MSP id. */
    String region();

    /** Whether several parties hold the ledger; false for the embedded one, which is one party's. */
    boolean shared();

    /**
     * Makes a transaction ready to be ordered. Nothing is sent to be ordered yet, so this may be done again at any time.
     *
     * @return the transaction, to be kept before it is submitted; empty if the ledger held the same already. Fails with
     *     {@link LedgerException}: REFUSED or UNAVAILABLE
     */
    Mono<PreparedTransaction> prepare(Command command);

    /**
     * Submits a prepared transaction; completes when it is committed. The same one again has no further effect: the ledger
     * answers with what came of it the first time.
     *
     * @return whether the ledger changed or held the same already; fails with {@link LedgerException}, whose kind says what may
     *     be done next
     */
    Mono<Outcome> submit(PreparedTransaction transaction);

    /**
     * Both, for a change that may be forgotten when this process ends: every command is idempotent on the ledger. A transaction
     * that turned out to be outdated is prepared anew, a bounded number of times.
     */
    default Mono<Outcome> submit(Command command) {
        return prepare(command)
                .flatMap(this::submit)
                .defaultIfEmpty(Outcome.SAME)
                .retryWhen(outdated(OUTDATED_RETRIES, LedgerException::raced))
                .retryWhen(outdated(1, failure -> !failure.raced()));
    }

    private static Retry outdated(int times, Predicate<LedgerException> which) {
        return Retry.backoff(times, OUTDATED_PAUSE)
                .filter(error -> error instanceof LedgerException failure
                        && failure.kind() == LedgerException.Kind.OUTDATED
                        && which.test(failure))
                .onRetryExhaustedThrow((retry, last) -> last.failure());
    }

    /** Answers a query from this region's copy of the ledger. */
    Mono<Bytes> query(String function, String... arguments);

    /** Number of blocks on the ledger now. */
    Mono<Long> height();

    /**
     * All blocks from number {@code from} on, in order and without a gap, and then those to come. Ends with an error when the
     * ledger cannot be reached; subscribe again from the next block then.
     */
    Flux<LedgerBlock> blocks(long from);
}
