package org.zhaoku.gateway.work;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Bounded pools for work that blocks or takes long; an event loop does none of it. */
@Component
public final class WorkPools implements DisposableBean {
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int MAX_CRYPTO_TASKS = 200_000;
    private static final int MAX_BULK_TASKS = 10_000;
    private static final int MAX_IMAGE_TASKS = 200;
    private static final int IDLE_SECONDS = 60;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Scheduler crypto =
            Schedulers.newBoundedElastic(THREADS, MAX_CRYPTO_TASKS, "crypto", IDLE_SECONDS, true);
    private final Scheduler bulk = Schedulers.newBoundedElastic(THREADS, MAX_BULK_TASKS, "bulk", IDLE_SECONDS, true);
    private final Scheduler images =
            Schedulers.newBoundedElastic(THREADS, MAX_IMAGE_TASKS, "images", IDLE_SECONDS, true);

    /** Runs key store, signing, randomness and trees. */
    public <T> Mono<T> crypto(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(crypto);
    }

    /** The same for many at once: tasks of milliseconds, for which no single request waits. */
    public <T> Mono<T> bulk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(bulk);
    }

    /** Draws and reads images; the queue is short, since each task may hold megabytes. */
    public <T> Mono<T> image(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(images);
    }

    /** What is running may end, for a few seconds. */
    @Override
    public void destroy() {
        Flux.just(crypto, bulk, images)
                .flatMap(Scheduler::disposeGracefully)
                .timeout(GRACE)
                .onErrorComplete()
                .blockLast();
    }
}
