package org.zhaoku.gateway.job;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.issue.BulkIssuing;
import org.zhaoku.gateway.issue.IssueRow;
import org.zhaoku.gateway.issue.RowResult;
import org.zhaoku.gateway.store.GatewayId;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/**
 * One run of a job by this gateway: from where the one before ended until the file's end, or until somebody stops it. A row's request
 * has a key of job and row, so a row that was issued before a crash is found, and not issued again.
 */
@Component
class JobWork {
    /** What is wrong with the job as a whole, and may be put right: it is paused until then. */
    private static final Set<ProblemCode> OF_ALL_ROWS = Set.of(
            ProblemCode.DEPARTMENT_UNKNOWN,
            ProblemCode.TYPE_NOT_AUTHORISED,
            ProblemCode.TYPE_RETIRED,
            ProblemCode.TYPE_UNKNOWN);

    /** Chunks that may be issued and not recorded yet, beside those under way. */
    private static final int UNRECORDED = 3;

    private static final int RENEWALS = 3;

    private final JobRepository jobs;
    private final JobResultRepository results;
    private final UploadRepository uploads;
    private final Tables tables;
    private final Catalogue catalogue;
    private final BulkIssuing issuing;
    private final PatientIssuing patient;
    private final JobProperties properties;
    private final GatewayId gateway;
    private final Clock clock;

    JobWork(
            JobRepository jobs,
            JobResultRepository results,
            UploadRepository uploads,
            Tables tables,
            Catalogue catalogue,
            BulkIssuing issuing,
            PatientIssuing patient,
            JobProperties properties,
            GatewayId gateway,
            Clock clock) {
        this.jobs = jobs;
        this.results = results;
        this.uploads = uploads;
        this.tables = tables;
        this.catalogue = catalogue;
        this.issuing = issuing;
        this.patient = patient;
        this.properties = properties;
        this.gateway = gateway;
        this.clock = clock;
    }

    /** The lease is another gateway's now, or the job was steered: nothing more is done here. */
    private static final class StoppedException extends RuntimeException {
        StoppedException() {
            super("stopped", null, false, false);
        }
    }

    /** @param stop completes when somebody steers the job; rows that are under way come to their end */
    Mono<Void> run(Job job, Mono<Void> stop) {
        Mono<Void> lost = Flux.interval(properties.lease().dividedBy(RENEWALS))
                .onBackpressureDrop()
                .concatMap(tick -> jobs.renew(job.id(), gateway, clock.instant().plus(properties.lease()))
                        .switchIfEmpty(Mono.error(StoppedException::new)))
                .then();
        return Mono.firstWithSignal(lost, work(job, stop))
                .onErrorResume(StoppedException.class, stopped -> Mono.empty())
                .onErrorResume(ProblemException.class, problem -> broken(job, problem))
                .contextWrite(Callers.asking(job.requester(), job.department()));
    }

    private Mono<Void> work(Job job, Mono<Void> stop) {
        return job.state() == JobState.CANCELLING
                ? found(job)
                        .then(Mono.defer(() -> ended(job, JobState.CANCELLING, JobState.CANCELLED, Optional.empty())))
                : counted(job)
                        .flatMap(known -> issued(known, stop))
                        .then(Mono.defer(() -> jobs.find(job.id())))
                        .filter(now -> now.rows()
                                .filter(rows -> rows == now.progress().read())
                                .isPresent())
                        .flatMap(now -> ended(job, JobState.RUNNING, JobState.DONE, Optional.empty()));
    }

    /** Reads the file to its end before the first row is issued: of a file that is damaged somewhere nothing is. */
    private Mono<Job> counted(Job job) {
        return job.rows().isPresent()
                ? Mono.just(job)
                : tables.rows(job.source())
                        .skip(1)
                        .take(properties.maxRows() + 1L)
                        .count()
                        .map(Long::intValue)
                        .doOnNext(this::checkSize)
                        .flatMap(rows -> jobs.counted(job.id(), gateway, rows))
                        .switchIfEmpty(Mono.error(StoppedException::new));
    }

    private void checkSize(int rows) {
        if (rows > properties.maxRows()) {
            throw ProblemCode.FILE_UNREADABLE.because(
                    "Expected at most " + properties.maxRows() + " rows, got more; split the file.");
        }
    }

    /** A chunk of rows, with what stands in the file. */
    private record Chunk(List<IssueRow> rows, List<Integer> lines) {
        ResultChunk with(List<RowResult> results) {
            int first = rows.get(0).number();
            return new ResultChunk(results.stream()
                    .map(result -> JobResult.of(result, lines.get(result.row() - first)))
                    .toList());
        }

        /** All rows: those that were found, the others as not issued. */
        ResultChunk found(List<RowResult> found) {
            Map<Integer, RowResult> byRow = found.stream().collect(Collectors.toMap(RowResult::row, result -> result));
            return with(rows.stream()
                    .map(row -> byRow.getOrDefault(row.number(), RowResult.failed(row.number(), cancelled())))
                    .toList());
        }
    }

    private Flux<Chunk> chunks(Job job) {
        return Mono.zip(catalogue.newest(job.type()), tables.rows(job.source()).next())
                .map(known -> Columns.of(known.getT1(), known.getT2()))
                .flatMapMany(columns -> tables.rows(job.source())
                        .skip(1)
                        .index()
                        .skip(job.progress().read())
                        .map(row -> row(columns, job, row))
                        .buffer(issuing.chunk())
                        .map(rows -> new Chunk(
                                rows.stream().map(Line::row).toList(),
                                rows.stream().map(Line::line).toList())));
    }

    private record Line(IssueRow row, int line) {}

    private static Line row(Columns columns, Job job, Tuple2<Long, TableRow> indexed) {
        int number = Math.toIntExact(indexed.getT1()) + 1;
        return new Line(
                columns.row(number, indexed.getT2(), job, job.id() + "/" + number),
                indexed.getT2().line());
    }

    private Mono<Void> issued(Job job, Mono<Void> stop) {
        return chunks(job)
                .takeUntilOther(stop)
                .flatMapSequential(chunk -> patient.issue(chunk.rows(), stop).map(chunk::with), issuing.atOnce(), 1)
                .doOnNext(JobWork::checkWhole)
                .concatMap(chunk -> recorded(job, chunk), 1)
                .takeUntil(now -> now.state() != JobState.RUNNING)
                .then();
    }

    private static void checkWhole(ResultChunk chunk) {
        chunk.results().stream()
                .flatMap(result -> Optional.ofNullable(result.problem()).stream())
                .filter(problem -> OF_ALL_ROWS.contains(problem.code()))
                .findFirst()
                .ifPresent(problem -> {
                    throw problem.code().because(problem.detail());
                });
    }

    private Mono<Job> recorded(Job job, ResultChunk chunk) {
        return results.put(job.id(), chunk)
                .then(Mono.defer(() -> jobs.find(job.id())))
                .filter(now -> now.progress().read() == chunk.first() - 1)
                .flatMap(now -> jobs.progress(
                        job.id(),
                        gateway,
                        now.progress(),
                        now.progress().plus(chunk.accepted(), chunk.results().size() - chunk.accepted())))
                .switchIfEmpty(Mono.error(StoppedException::new));
    }

    /** Of a job that is cancelled: what was issued of rows that were under way when a gateway died. */
    private Mono<Void> found(Job job) {
        return chunks(job)
                .take(issuing.atOnce() + UNRECORDED)
                .concatMap(chunk -> issuing.found(chunk.rows()).map(chunk::found), 1)
                .collectList()
                .flatMapIterable(JobWork::untilTheLastIssued)
                .concatMap(chunk -> recorded(job, chunk), 1)
                .then();
    }

    private static ProblemException cancelled() {
        return ProblemCode.JOB_ENDED.because("The job was cancelled before this row was issued.");
    }

    private static List<ResultChunk> untilTheLastIssued(List<ResultChunk> chunks) {
        int count = chunks.size();
        while (count > 0 && chunks.get(count - 1).accepted() == 0) {
            count--;
        }
        return chunks.subList(0, count);
    }

    private Mono<Void> broken(Job job, ProblemException problem) {
        var why = Optional.of(new Job.Problem(problem.code(), detail(problem)));
        return OF_ALL_ROWS.contains(problem.code())
                ? jobs.move(job.id(), List.of(JobState.RUNNING), JobState.PAUSED, why, clock.instant())
                        .then()
                : ended(job, job.state(), JobState.FAILED, why);
    }

    private static String detail(ProblemException problem) {
        return problem.errors().isEmpty()
                ? problem.detail()
                : problem.detail() + ": "
                        + problem.errors().stream()
                                .map(error -> error.field() + " " + error.code() + " " + error.detail())
                                .reduce((all, next) -> all + "; " + next)
                                .orElse("");
    }

    private Mono<Void> ended(Job job, JobState from, JobState to, Optional<Job.Problem> problem) {
        return jobs.move(job.id(), List.of(from), to, problem, clock.instant())
                .flatMap(ended -> Mono.justOrEmpty(ended.source().upload())
                        .flatMap(uploads::delete)
                        .then(Mono.defer(() -> jobs.uploadDeleted(job.id()))));
    }
}
