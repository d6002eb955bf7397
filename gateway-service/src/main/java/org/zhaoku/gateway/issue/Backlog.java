package org.zhaoku.gateway.issue;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.web.ProblemCode;

/** How many licences of this gateway wait for the ledger; beyond a bound no more are accepted. */
@Component
class Backlog {
    private final AtomicInteger waiting = new AtomicInteger();
    private final int max;

    Backlog(BatchProperties properties) {
        this.max = properties.maxQueue();
    }

    /** @throws org.zhaoku.gateway.web.ProblemException with QUEUE_FULL */
    void admit() {
        if (waiting.incrementAndGet() > max) {
            waiting.decrementAndGet();
            throw ProblemCode.QUEUE_FULL.because(
                    max + " licences wait for the ledger already. Nothing was stored; send it"
                            + " again after the seconds in Retry-After.");
        }
    }

    /** Licences that were waiting when the gateway started. */
    void found(int licences) {
        waiting.addAndGet(licences);
    }

    /** One that was admitted is in force, or was not stored after all. */
    void done() {
        // with several gateways on one database another may have accepted it
        waiting.updateAndGet(count -> Math.max(0, count - 1));
    }

    int waiting() {
        return waiting.get();
    }
}
