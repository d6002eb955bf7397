package org.zhaoku.gateway.job;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** How far a job is. */
@Schema(name = "JobState")
enum JobState {
    /** Accepted; no gateway has begun. */
    QUEUED,
    /** Its rows are being issued. */
    RUNNING,
    /** It waits until somebody resumes it. */
    PAUSED,
    /** Somebody cancelled it; rows that are under way come to their end. */
    CANCELLING,
    /** It was cancelled; what was issued before stays issued. */
    CANCELLED,
    /** Each row has its result. */
    DONE,
    /** The file could not be read to its end; what was issued before stays issued. */
    FAILED;

    /** States in which a gateway has something to do. */
    static final List<JobState> ACTIVE = List.of(QUEUED, RUNNING, CANCELLING);

    /** States that are left no more. */
    static final List<JobState> ENDED = List.of(CANCELLED, DONE, FAILED);
}
