package org.zhaoku.gateway.ledger.fabric;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for the client's calls, which block. Their number is this gateway's share of what a peer serves at once, and each
 * kind has its own: a thousand transactions that wait for their block take nothing from those who ask or endorse.
 */
final class FabricCalls implements AutoCloseable {
    private static final int IDLE_SECONDS = 60;

    private final Scheduler proposals;
    private final Scheduler commits;
    private final Scheduler queries;

    FabricCalls(int maxCalls, int maxQueue) {
        int quarter = maxCalls / 4;
        this.proposals = pool("fabric-propose", quarter, maxQueue);
        this.queries = pool("fabric-query", quarter, maxQueue);
        this.commits = pool("fabric-commit", maxCalls - 2 * quarter, maxQueue);
    }

    // not boundedElastic: there a call waits for one thread, even while another is idle
    private static Scheduler pool(String name, int threads, int queue) {
        var number = new AtomicInteger();
        ThreadFactory factory = task -> {
            var thread = new Thread(task, name + '-' + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        var executor = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), factory);
        executor.allowCoreThreadTimeOut(true);
        return Schedulers.fromExecutorService(executor, name);
    }

    /** Endorsing and submitting. */
    <T> Mono<T> propose(Callable<T> call) {
        return run(call, proposals);
    }

    /** Waiting for a commit. */
    <T> Mono<T> await(Callable<T> call) {
        return run(call, commits);
    }

    /** Asking. */
    <T> Mono<T> query(Callable<T> call) {
        return run(call, queries);
    }

    private static <T> Mono<T> run(Callable<T> call, Scheduler pool) {
        return Mono.fromCallable(call)
                .subscribeOn(pool)
                .onErrorMap(
                        RejectedExecutionException.class,
                        full -> new LedgerException(
                                Kind.UNAVAILABLE,
                                FabricErrors.QUEUE_FULL,
                                "as many calls wait for Fabric as zhaoku.fabric.max-queue allows",
                                full));
    }

    @Override
    public void close() {
        proposals.dispose();
        commits.dispose();
        queries.dispose();
    }
}
