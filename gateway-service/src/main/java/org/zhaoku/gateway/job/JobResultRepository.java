package org.zhaoku.gateway.job;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Results of jobs in the database. They say nothing of holders: ids, and what was wrong, without any value. */
interface JobResultRepository {
    /** Stores results; in the place of those that were stored before for the same first row. */
    Mono<Void> put(String job, ResultChunk chunk);

    /**
     * Results in the rows' order.
     *
     * @param after number of a row; those up to it are left out
     * @param upTo number of the last row
     */
    Flux<ResultChunk> find(String job, int after, int upTo);

    /** Deletes all of a job; whether there were any. */
    Mono<Boolean> delete(String job);
}
