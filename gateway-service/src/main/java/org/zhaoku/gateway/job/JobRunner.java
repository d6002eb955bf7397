package org.zhaoku.gateway.job;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.store.GatewayId;
import org.zhaoku.gateway.web.Incidents;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Works on jobs, some at once: takes the lease of one after the other, its own of before a crash first of all. A job whose run fails
 * for reasons of this gateway is taken again at the next sweep.
 */
@Component
class JobRunner implements SmartLifecycle {
    private final JobRepository jobs;
    private final JobWork work;
    private final JobProperties properties;
    private final GatewayId gateway;
    private final Clock clock;
    private final Map<String, Sinks.Empty<Void>> running = new ConcurrentHashMap<>();
    private final Sinks.Many<Boolean> wakes = Sinks.many().multicast().directBestEffort();
    private final Disposable.Composite subscriptions = Disposables.composite();
    private volatile boolean started;

    JobRunner(JobRepository jobs, JobWork work, JobProperties properties, GatewayId gateway, Clock clock) {
        this.jobs = jobs;
        this.work = work;
        this.properties = properties;
        this.gateway = gateway;
        this.clock = clock;
    }

    @Override
    public void start() {
        started = true;
        subscriptions.add(Flux.merge(Flux.interval(Duration.ZERO, properties.sweep()), wakes.asFlux())
                .onBackpressureLatest()
                .concatMap(
                        tick -> fill().onErrorResume(error -> {
                            Incidents.record(error);
                            return Mono.empty();
                        }),
                        1)
                .subscribe(nothing -> {}, Incidents::record));
    }

    /** There may be something to do. */
    void wake() {
        wakes.emitNext(true, Sinks.EmitFailureHandler.busyLooping(Duration.ofMillis(100)));
    }

    /** Somebody paused, resumed or cancelled the job: a run of it ends, and if there is more to do, begins anew. */
    void steered(String id) {
        Sinks.Empty<Void> stop = running.get(id);
        if (stop == null) {
            wake();
        } else {
            stop.tryEmitEmpty();
        }
    }

    private Mono<Void> fill() {
        return Mono.defer(() -> running.size() >= properties.atOnce()
                        ? Mono.<Job>empty()
                        : jobs.claim(
                                gateway,
                                running.keySet(),
                                clock.instant(),
                                clock.instant().plus(properties.lease())))
                .doOnNext(this::begin)
                .repeatWhen(claimed -> claimed.takeWhile(count -> count > 0))
                .then();
    }

    private void begin(Job job) {
        Sinks.Empty<Void> stop = Sinks.empty();
        Disposable.Swap run = Disposables.swap();
        running.put(job.id(), stop);
        subscriptions.add(run);
        run.update(work.run(job, stop.asMono())
                .then(Mono.defer(() -> jobs.release(job.id(), gateway)))
                .onErrorResume(error -> {
                    Incidents.record(error);
                    return Mono.delay(properties.sweep()).then();
                })
                .doFinally(signal -> {
                    running.remove(job.id());
                    subscriptions.remove(run);
                    if (started) {
                        wake();
                    }
                })
                .subscribeOn(Schedulers.boundedElastic())
                .subscribe(nothing -> {}, Incidents::record));
    }

    @Override
    public void stop() {
        started = false;
        subscriptions.dispose();
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
