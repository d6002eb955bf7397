package org.zhaoku.gateway.issue;

import java.time.Duration;
import org.zhaoku.gateway.web.Incidents;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Batches of one department by time and size. One batch is made at a time; while as many as allowed are on their way to the
 * ledger no further one is made, so that licences gather in few large batches when the ledger is slow or down.
 */
final class Lane {
    private final UnifiedSocialCreditCode department;
    private final BatchMaker maker;
    private final Submitter submitter;
    private final BatchProperties properties;

    private Disposable timer = Disposables.disposed();
    private Disposable work = Disposables.disposed();
    private int waiting;
    private int inFlight;
    private boolean making;
    private boolean closed;

    Lane(UnifiedSocialCreditCode department, BatchMaker maker, Submitter submitter, BatchProperties properties) {
        this.department = department;
        this.maker = maker;
        this.submitter = submitter;
        this.properties = properties;
    }

    /** One more licence is signed and stored. */
    synchronized void licenceSigned() {
        waiting++;
        schedule(properties.maxWait());
    }

    /** There may be licences that nobody told of. */
    synchronized void wake() {
        waiting = Math.max(waiting, 1);
        schedule(properties.maxWait());
    }

    /** Makes no further batch. */
    synchronized void close() {
        closed = true;
        timer.dispose();
        work.dispose();
    }

    private synchronized void schedule(Duration wait) {
        if (closed || making || waiting == 0 || inFlight >= properties.maxInFlight()) {
            return;
        }
        boolean full = waiting >= properties.maxSize();
        if (timer.isDisposed() || full) {
            timer.dispose();
            timer = Mono.delay(full ? Duration.ZERO : wait).subscribe(tick -> make());
        }
    }

    private synchronized void make() {
        if (closed || making) {
            return;
        }
        making = true;
        waiting = 0;
        work = maker.make(department).subscribe(this::made, this::failed, this::ready);
    }

    private void made(Batch batch) {
        synchronized (this) {
            inFlight++;
            if (batch.licenceIds().size() >= properties.maxSize()) {
                waiting = Math.max(waiting, 1);
            }
        }
        submitter.submit(batch).doFinally(end -> landed()).subscribe(nothing -> {}, Incidents::record);
    }

    private synchronized void landed() {
        inFlight--;
        schedule(properties.maxWait());
    }

    private synchronized void failed(Throwable error) {
        Incidents.record(error);
        making = false;
        waiting = Math.max(waiting, 1);
        schedule(properties.maxPause());
    }

    private synchronized void ready() {
        making = false;
        schedule(properties.maxWait());
    }
}
