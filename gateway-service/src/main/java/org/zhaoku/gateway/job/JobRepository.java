package org.zhaoku.gateway.job;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.zhaoku.gateway.store.GatewayId;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Jobs in the database. Each method is one write or one read. A gateway works on a job while it has the lease, which it renews; what
 * it writes without the lease has no effect.
 */
interface JobRepository {
    /** Stores a job; whether there was none with its id. */
    Mono<Boolean> insert(Job job);

    Mono<Job> find(String id);

    /**
     * Jobs, the newest first.
     *
     * @param department all departments' if empty
     * @param after the last one of the page before
     */
    Flux<Job> list(Optional<UnifiedSocialCreditCode> department, Optional<Job> after, int limit);

    /**
     * Takes the lease of the oldest job on which no gateway works that should be worked on; a QUEUED one is RUNNING then.
     *
     * @param not ids of those on which this gateway works already
     */
    Mono<Job> claim(GatewayId gateway, Collection<String> not, Instant now, Instant until);

    /** Renews the lease; empty if it is lost. */
    Mono<Job> renew(String id, GatewayId gateway, Instant until);

    /** Gives the lease back. */
    Mono<Void> release(String id, GatewayId gateway);

    /** Notes how many rows the file has; empty if the lease is lost. */
    Mono<Job> counted(String id, GatewayId gateway, int rows);

    /** Moves on from one row to a later one; empty if the lease is lost, or the job is not at {@code from}. */
    Mono<Job> progress(String id, GatewayId gateway, Job.Progress from, Job.Progress to);

    /** Moves to another state if it is in one of these; empty if it is not. An ended job has its end then. */
    Mono<Job> move(String id, List<JobState> from, JobState to, Optional<Job.Problem> problem, Instant now);

    /** Notes how many are in force, if nobody else did since {@code before}. */
    Mono<Void> inForce(String id, Job.InForce before, Job.InForce now);

    /** Notes that the file is deleted. */
    Mono<Void> uploadDeleted(String id);

    /** Notes that the results are deleted. */
    Mono<Void> resultsDeleted(String id);

    /** Whether a job has this file. */
    Mono<Boolean> has(String upload);

    /** Ended jobs whose file is there. */
    Flux<Job> endedWithUpload();

    /** Jobs that ended before, and whose results are there. */
    Flux<Job> endedBefore(Instant end);
}
