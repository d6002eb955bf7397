package org.zhaoku.gateway.issue;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.gateway.ledger.LedgerException;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/** Endless attempts with growing pauses: an outage ends, and nothing may be lost meanwhile. */
final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private Retries() {}

    static RetryBackoffSpec endless(String what, Duration maxPause) {
        return Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                .maxBackoff(maxPause)
                .doBeforeRetry(retry -> LOG.warn(
                        "{} failed for the time {} with {}; trying again",
                        what,
                        retry.totalRetries() + 1,
                        name(retry.failure())));
    }

    private static String name(Throwable error) {
        return error instanceof LedgerException failure
                ? failure.code()
                : error.getClass().getSimpleName();
    }
}
