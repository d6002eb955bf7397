package org.zhaoku.gateway.job;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.licence.StoredStatement;
import reactor.core.publisher.Mono;

/**
 * How many licences of a job are in force. Counted when somebody asks, on from where all before are: rows come into force nearly in
 * their order, so what has to be looked at is what waits for the ledger. Rows that are far ahead of the others may be missed until
 * those follow: the count is never too high.
 */
@Component
class InForceCounts {
    /** So many chunks in a row without a licence in force: those behind them are not looked at. */
    private static final int FRUITLESS = 4;

    private final JobRepository jobs;
    private final JobResultRepository results;
    private final LicenceRepository licences;
    private final Map<String, Mono<Job>> counting = new ConcurrentHashMap<>();

    InForceCounts(JobRepository jobs, JobResultRepository results, LicenceRepository licences) {
        this.jobs = jobs;
        this.results = results;
        this.licences = licences;
    }

    /** The job with the count of now. */
    Mono<Job> of(Job job) {
        return job.resultsDeleted() || job.inForce().count() == job.progress().accepted()
                ? Mono.just(job)
                : Mono.defer(() -> counting.computeIfAbsent(
                        job.id(),
                        id -> counted(job)
                                .doFinally(signal -> counting.remove(id))
                                .cache()));
    }

    private Mono<Job> counted(Job job) {
        var run = new Run(job.inForce());
        return results.find(
                        job.id(), job.inForce().settledRows(), job.progress().read())
                .concatMap(chunk -> seen(run, chunk), 1)
                .takeUntil(Boolean::booleanValue)
                .then(Mono.defer(() -> jobs.inForce(job.id(), job.inForce(), run.result())))
                .then(Mono.defer(() -> jobs.find(job.id())));
    }

    /** Whether it is enough. */
    private Mono<Boolean> seen(Run run, ResultChunk chunk) {
        return licences.statements(chunk.ids())
                .map(StoredStatement::state)
                .collectList()
                .map(states -> run.add(
                        chunk,
                        (int) states.stream()
                                .filter(state -> state == LicenceState.IN_FORCE)
                                .count(),
                        states.contains(LicenceState.AWAITING_APPROVAL)));
    }

    /** One count. One thread at a time. */
    private static final class Run {
        private int count;
        private int settledRows;
        private int settled;
        private boolean isSettled = true;
        private int fruitless;

        Run(Job.InForce before) {
            this.count = before.settled();
            this.settledRows = before.settledRows();
            this.settled = before.settled();
        }

        boolean add(ResultChunk chunk, int inForce, boolean waitsForPersons) {
            count += inForce;
            isSettled &= inForce == chunk.accepted();
            if (isSettled) {
                settledRows = chunk.last();
                settled += inForce;
            }
            fruitless = inForce > 0 || chunk.accepted() == 0 || waitsForPersons ? 0 : fruitless + 1;
            return fruitless == FRUITLESS;
        }

        Job.InForce result() {
            return new Job.InForce(count, settledRows, settled);
        }
    }
}
