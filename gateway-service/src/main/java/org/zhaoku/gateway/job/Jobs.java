package org.zhaoku.gateway.job;

import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.access.Caller;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.store.GatewayId;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes tables to issue, and lets their departments follow and steer them. The order of writes, and what a crash after each leaves:
 *
 * <table>
 * <caption>Order of writes</caption>
 * <tr><th>write</th><th>a crash after it leaves</th><th>then</th></tr>
 * <tr><td>1 key of the file</td><td>a file of no job</td><td>it is deleted at the next start</td></tr>
 * <tr><td>2 parts of the file, one by one</td><td>the same</td><td>the same</td></tr>
 * <tr><td>3 the file is whole</td><td>the same</td><td>the same</td></tr>
 * <tr><td>4 job QUEUED</td><td>a job that nobody was told of</td><td>it runs; the same Idempotency-Key finds it</td></tr>
 * <tr><td>5 licences of a chunk</td><td>licences without results</td><td>the chunk is done again and finds them by its rows' keys</td></tr>
 * <tr><td>6 results of a chunk</td><td>results beyond the progress</td><td>they are not shown, and stored again</td></tr>
 * <tr><td>7 progress of the job</td><td>nothing</td><td>it goes on after these rows</td></tr>
 * <tr><td>8 job DONE, CANCELLED or FAILED</td><td>an ended job with its file</td><td>the file is deleted at the next start</td></tr>
 * <tr><td>9 key of the file deleted</td><td>parts that nobody can open</td><td>they are deleted at the next start</td></tr>
 * </table>
 */
@Service
class Jobs {
    private static final int ID_BYTES = 16;

    private final JobRepository jobs;
    private final UploadRepository uploads;
    private final Tables tables;
    private final Catalogue catalogue;
    private final JobRunner runner;
    private final InForceCounts counts;
    private final JobProperties properties;
    private final GatewayId gateway;
    private final SecureRandom random;
    private final Clock clock;

    Jobs(
            JobRepository jobs,
            UploadRepository uploads,
            Tables tables,
            Catalogue catalogue,
            JobRunner runner,
            InForceCounts counts,
            JobProperties properties,
            GatewayId gateway,
            SecureRandom random,
            Clock clock) {
        this.jobs = jobs;
        this.uploads = uploads;
        this.tables = tables;
        this.catalogue = catalogue;
        this.runner = runner;
        this.counts = counts;
        this.properties = properties;
        this.gateway = gateway;
        this.random = random;
        this.clock = clock;
    }

    /**
     * What comes with a file.
     *
     * @param charset of a CSV file, if the caller says
     * @param once the caller's own key: the same again is the same job
     */
    record Order(
            UnifiedSocialCreditCode department,
            LicenceTypeCode type,
            TableFormat format,
            Optional<Charset> charset,
            Optional<String> once) {}

    /** Stores a file and its job. Fails with FORBIDDEN, TYPE_UNKNOWN, TYPE_RETIRED, FILE_UNREADABLE or FIELD_INVALID. */
    Mono<Job> create(Order order, Flux<DataBuffer> body) {
        return Callers.requireActingFor(order.department())
                .then(Callers.required())
                .flatMap(caller -> before(order, body)
                        .switchIfEmpty(Mono.defer(() ->
                                catalogue.newest(order.type()).flatMap(type -> stored(order, type, caller, body)))))
                .doOnNext(job -> runner.wake());
    }

    /** The job that has the same key; the file is thrown away as it comes. */
    private Mono<Job> before(Order order, Flux<DataBuffer> body) {
        return Mono.justOrEmpty(id(order))
                .flatMap(jobs::find)
                .delayUntil(job -> BodyParts.of(body, max(order)).then());
    }

    private long max(Order order) {
        return (order.format() == TableFormat.XLSX ? properties.maxWorkbook() : properties.maxUpload()).toBytes();
    }

    private static Optional<String> id(Order order) {
        return order.once()
                .map(key -> Sm3.digest(
                                Bytes.utf8("zhaoku/1/job/" + order.department().value() + "/" + key))
                        .slice(0, ID_BYTES)
                        .hex());
    }

    private Mono<Job> stored(Order order, LicenceType type, Caller caller, Flux<DataBuffer> body) {
        var characters = new CsvCharset();
        Instant now = now();
        return uploads.store(
                        gateway,
                        body,
                        max(order),
                        order.format() == TableFormat.CSV ? characters::accept : bytes -> {},
                        now)
                .flatMap(upload -> checked(type, source(order, characters, upload.id()))
                        .flatMap(source -> inserted(job(order, caller, source)))
                        .onErrorResume(error -> uploads.delete(upload.id()).then(Mono.error(error))));
    }

    private Job.Source source(Order order, CsvCharset characters, String upload) {
        return new Job.Source(
                order.format(),
                order.format() == TableFormat.CSV
                        ? Optional.of(
                                order.charset().orElseGet(characters::found).name())
                        : Optional.empty(),
                Optional.of(upload));
    }

    private Mono<Job.Source> checked(LicenceType type, Job.Source source) {
        return tables.titles(source).map(titles -> {
            Columns.of(type, titles);
            return source;
        });
    }

    private Mono<Job> inserted(Job job) {
        return jobs.insert(job)
                .flatMap(isNew -> isNew
                        ? Mono.just(job)
                        : uploads.delete(job.source().upload().orElseThrow())
                                .then(Mono.defer(() -> jobs.find(job.id()))));
    }

    private Job job(Order order, Caller caller, Job.Source source) {
        return new Job(
                id(order).orElseGet(this::randomId),
                order.department(),
                order.type(),
                source,
                caller.name(),
                now(),
                JobState.QUEUED,
                Optional.empty(),
                Job.Progress.NONE,
                Job.InForce.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private String randomId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A job with what is in force now. Fails with JOB_UNKNOWN, also if it is of a department that the caller may not follow. */
    Mono<Job> find(String id) {
        return jobs.find(id)
                .filterWhen(job -> Callers.mayFollow(job.department()))
                .flatMap(counts::of)
                .switchIfEmpty(Mono.error(Jobs::unknown));
    }

    /** The same, only for one who acts for the department. */
    Mono<Job> own(String id) {
        return jobs.find(id)
                .filterWhen(job -> Callers.mayChange(job.department()))
                .switchIfEmpty(Mono.error(Jobs::unknown));
    }

    /**
     * Jobs that the caller may follow, the newest first.
     *
     * @param after id of the last one of the page before; fails with JOB_UNKNOWN if there is none
     */
    Flux<Job> list(Optional<String> after, int limit) {
        Mono<Optional<Job>> last = Mono.justOrEmpty(after)
                .flatMap(id -> jobs.find(id)
                        .filterWhen(job -> Callers.mayFollow(job.department()))
                        .switchIfEmpty(Mono.error(Jobs::unknown)))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
        return last.zipWith(Callers.required().map(Jobs::visible))
                .flatMapMany(from -> jobs.list(from.getT2(), from.getT1(), limit))
                .concatMap(counts::of);
    }

    private static Optional<UnifiedSocialCreditCode> visible(Caller caller) {
        return caller.is(Role.AUDITOR) || caller.everyDepartment() ? Optional.empty() : caller.department();
    }

    /** QUEUED or RUNNING → PAUSED; rows that are under way come to their end. Again is no error. */
    Mono<Job> pause(String id) {
        return move(id, List.of(JobState.QUEUED, JobState.RUNNING, JobState.PAUSED), JobState.PAUSED);
    }

    /** PAUSED → RUNNING. Again is no error. */
    Mono<Job> resume(String id) {
        return own(id).flatMap(job -> move(
                id,
                List.of(JobState.PAUSED, JobState.QUEUED, JobState.RUNNING),
                job.startedAt().isPresent() ? JobState.RUNNING : JobState.QUEUED));
    }

    /** → CANCELLING, and soon CANCELLED; what is issued stays issued. Again is no error. */
    Mono<Job> cancel(String id) {
        return own(id).flatMap(job -> job.state() == JobState.CANCELLED
                ? Mono.just(job)
                : move(
                        id,
                        List.of(JobState.QUEUED, JobState.RUNNING, JobState.PAUSED, JobState.CANCELLING),
                        JobState.CANCELLING));
    }

    private Mono<Job> move(String id, List<JobState> from, JobState to) {
        return own(id).then(Mono.defer(() -> jobs.move(id, from, to, Optional.empty(), now())))
                .switchIfEmpty(Mono.error(() -> ProblemCode.JOB_ENDED.because(
                        "The job is over, or is being cancelled; look at it at /api/v1/jobs/{id}.")))
                .doOnNext(moved -> runner.steered(moved.id()));
    }

    private static ProblemException unknown() {
        return ProblemCode.JOB_UNKNOWN.because("No job has this id; /api/v1/jobs lists those of the department.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
