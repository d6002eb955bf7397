package org.zhaoku.gateway.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.store.GatewayId;
import org.zhaoku.gateway.web.Incidents;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deletes what is not needed any more: files of ended jobs and of none, and results whose time is over. */
@Component
class JobSweeper implements SmartLifecycle {
    /** No upload takes so long. */
    private static final Duration LONG_AGO = Duration.ofHours(6);

    private final JobRepository jobs;
    private final JobResultRepository results;
    private final UploadRepository uploads;
    private final JobProperties properties;
    private final GatewayId gateway;
    private final Clock clock;
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean started;

    JobSweeper(
            JobRepository jobs,
            JobResultRepository results,
            UploadRepository uploads,
            JobProperties properties,
            GatewayId gateway,
            Clock clock) {
        this.jobs = jobs;
        this.results = results;
        this.uploads = uploads;
        this.properties = properties;
        this.gateway = gateway;
        this.clock = clock;
    }

    @Override
    public void start() {
        started = true;
        Instant start = clock.instant();
        running.update(Flux.interval(Duration.ZERO, properties.sweep())
                .onBackpressureDrop()
                .concatMap(
                        tick -> (tick == 0 ? uploads.deleteOrphans() : Mono.<Void>empty())
                                .then(sweep(start))
                                .onErrorResume(error -> {
                                    Incidents.record(error);
                                    return Mono.empty();
                                }),
                        1)
                .subscribe(nothing -> {}, Incidents::record));
    }

    /** @param start when this process began: what it stored before belongs to a job, or to none for ever */
    Mono<Void> sweep(Instant start) {
        return jobs.endedWithUpload()
                .concatMap(job -> Mono.justOrEmpty(job.source().upload())
                        .flatMap(uploads::delete)
                        .then(jobs.uploadDeleted(job.id())))
                .thenMany(Flux.defer(
                        () -> uploads.suspects(gateway, start, clock.instant().minus(LONG_AGO))))
                .filterWhen(upload -> jobs.has(upload).map(has -> !has))
                .concatMap(uploads::delete)
                .thenMany(Flux.defer(() -> jobs.endedBefore(clock.instant().minus(properties.keepResults()))))
                .concatMap(job -> results.delete(job.id()).then(jobs.resultsDeleted(job.id())))
                .then();
    }

    @Override
    public void stop() {
        started = false;
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
