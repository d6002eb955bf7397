package org.zhaoku.gateway.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.ProblemCode;

/**
 * A job.
 *
 * @param id opaque
 * @param state QUEUED, RUNNING, PAUSED, CANCELLING, CANCELLED, DONE or FAILED
 * @param issuer the department
 * @param type of its licences
 * @param charset in which a CSV file is read
 * @param requestedBy who asked for it
 * @param rows in the file, once they were counted
 * @param read rows that have their result
 * @param accepted of those; they are signed and stored, or wait for a second person
 * @param refused of those
 * @param inForce of the accepted; never too high, and may lag behind
 * @param startedAt when its first row was read
 * @param endedAt when it was done, cancelled or failed
 * @param problem why it was paused or failed, if nobody asked for that
 * @param links where to ask further
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Job")
record JobView(
        String id,
        JobState state,
        String issuer,
        String type,
        TableFormat format,
        @Nullable String charset,
        String requestedBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer rows,
        int read,
        int accepted,
        int refused,
        int inForce,
        @Nullable Problem problem,
        Map<String, String> links) {
    /**
     * What is wrong with the job as a whole.
     *
     * @param code stable
     * @param detail what was expected, what came and what to do
     */
    @Schema(name = "JobProblem")
    record Problem(ProblemCode code, String detail) {}

    static JobView of(Job job) {
        String self = path(job.id());
        return new JobView(
                job.id(),
                job.state(),
                job.department().value(),
                job.type().value(),
                job.source().format(),
                job.source().charset().orElse(null),
                job.requester(),
                job.createdAt(),
                job.startedAt().orElse(null),
                job.endedAt().orElse(null),
                job.rows().orElse(null),
                job.progress().read(),
                job.progress().accepted(),
                job.progress().refused(),
                job.inForce().count(),
                job.problem()
                        .map(problem -> new Problem(problem.code(), problem.detail()))
                        .orElse(null),
                job.resultsDeleted() ? Map.of("self", self) : Map.of("self", self, "results", self + "/results"));
    }

    static String path(String id) {
        return "/api/v1/jobs/" + id;
    }

    /** Says nothing of the requester. */
    @Override
    public String toString() {
        return "job " + id;
    }
}
