package org.zhaoku.gateway.issue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.web.ProblemCode;
import reactor.core.publisher.Mono;

/**
 * How many licences of this gateway wait for the ledger; beyond a bound no more are accepted. Urgent ones have room of their own
 * beyond it.
 */
@Component
class Backlog {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final AtomicInteger waiting = new AtomicInteger();
    private final int max;
    private final int maxUrgent;

    Backlog(BatchProperties properties) {
        this.max = properties.maxQueue();
        this.maxUrgent = properties.maxQueue() + properties.maxUrgent();
    }

    /**
     * Counts {@code licences} and starts {@code work} that stores them, once there is room. More than there ever is room for have
     * to wait until nothing else waits.
     *
     * @param patience how long to wait; then it fails with QUEUE_FULL
     * @param work runs to its end once it has begun, also if nobody asks for its result any more; an error of it takes the
     *     licences from the count again
     */
    <T> Mono<T> admitted(int licences, boolean urgent, Duration patience, Supplier<Mono<T>> work) {
        Mono<T> attempt = Mono.defer(() -> admit(licences, urgent) ? begun(licences, work.get()) : Mono.empty());
        long more = patience.dividedBy(LOOK_AGAIN);
        // a companion that is empty from the start would end it before the first attempt
        return (more == 0
                        ? attempt
                        : attempt.repeatWhenEmpty(
                                attempts -> attempts.take(more).delayElements(LOOK_AGAIN)))
                .switchIfEmpty(Mono.error(this::full));
    }

    private <T> Mono<T> begun(int licences, Mono<T> work) {
        return Mono.fromFuture(work.doOnError(error -> done(licences)).toFuture(), true);
    }

    private boolean admit(int licences, boolean urgent) {
        int limit = urgent ? maxUrgent : max;
        int before = waiting.getAndUpdate(count -> count == 0 || count + licences <= limit ? count + licences : count);
        return before == 0 || before + licences <= limit;
    }

    /** Whether nothing more is accepted at the moment. */
    boolean isFull() {
        return waiting.get() >= max;
    }

    RuntimeException full() {
        return ProblemCode.QUEUE_FULL.because(
                max + " licences wait for the ledger already. Nothing was stored; send it again after the seconds in"
                        + " Retry-After.");
    }

    /** Licences that were waiting when the gateway started. */
    void found(int licences) {
        waiting.addAndGet(licences);
    }

    /** So many that were admitted are in force, or were not stored after all. */
    void done(int licences) {
        // with several gateways on one database another may have accepted them
        waiting.updateAndGet(count -> Math.max(0, count - licences));
    }

    int waiting() {
        return waiting.get();
    }
}
