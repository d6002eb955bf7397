package org.zhaoku.gateway.issue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.gateway.web.Incidents;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
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
    private final Duration wait;
    private final BatchMaker maker;
    private final Submitter submitter;
    private final BatchProperties properties;

    private final Queue<Draft> queue = new ArrayDeque<>();
    private int queued;
    private Disposable timer = Disposables.disposed();
    private Disposable work = Disposables.disposed();
    private int wakes;
    private int inFlight;
    private boolean making;
    private boolean found;
    private boolean closed;

    /** @param wait how long a licence waits for others */
    Lane(
            UnifiedSocialCreditCode department,
            Duration wait,
            BatchMaker maker,
            Submitter submitter,
            BatchProperties properties) {
        this.department = department;
        this.wait = wait;
        this.maker = maker;
        this.submitter = submitter;
        this.properties = properties;
    }

    /** This draft's licences are signed and stored. */
    synchronized void stored(Draft draft) {
        queue.add(draft);
        queued += draft.size();
        schedule(wait);
    }

    /** There may be licences in the database that nobody told of. */
    synchronized void wake() {
        wakes++;
        schedule(wait);
    }

    /** Makes no further batch. */
    synchronized void close() {
        closed = true;
        timer.dispose();
        work.dispose();
    }

    private synchronized void schedule(Duration pause) {
        if (closed || making || (queue.isEmpty() && wakes == 0) || inFlight >= properties.maxInFlight()) {
            return;
        }
        boolean full = queued >= properties.maxSize();
        if (timer.isDisposed() || full) {
            timer.dispose();
            timer = Mono.delay(full ? Duration.ZERO : pause).subscribe(tick -> make());
        }
    }

    private synchronized void make() {
        if (closed || making) {
            return;
        }
        making = true;
        work = next().subscribe(this::made, this::failed, this::ready);
    }

    // what is found goes first only if it had to wait for a second wake
    private Mono<Batch> next() {
        found = wakes > (queue.isEmpty() ? 0 : 1);
        if (found) {
            wakes = 0;
            return maker.makeOfFound(department);
        }
        return maker.make(department, take());
    }

    /** Takes the first drafts that fit into one batch; each does by itself. */
    private List<Draft> take() {
        List<Draft> taken = new ArrayList<>();
        Set<LicenceTypeCode> types = new HashSet<>();
        int size = 0;
        int successors = 0;
        for (Draft head = queue.peek(); head != null; head = queue.peek()) {
            size += head.size();
            head.licences().forEach(licence -> types.add(licence.type()));
            successors += head.successors();
            if (!taken.isEmpty()
                    && (size > properties.maxSize()
                            || types.size() > BatchHeader.MAX_TYPES
                            || successors > RenewBatch.MAX_CHANGES)) {
                break;
            }
            taken.add(queue.remove());
            queued -= head.size();
        }
        return taken;
    }

    private void made(Batch batch) {
        synchronized (this) {
            inFlight++;
            if (found && batch.licenceIds().size() >= properties.maxSize()) {
                // there may be more, and they have waited
                wakes += 2;
            }
        }
        submitter.submit(batch).doFinally(end -> landed()).subscribe(nothing -> {}, Incidents::record);
    }

    private synchronized void landed() {
        inFlight--;
        schedule(wait);
    }

    private synchronized void failed(Throwable error) {
        Incidents.record(error);
        making = false;
        wakes++;
        schedule(properties.maxPause());
    }

    private synchronized void ready() {
        making = false;
        schedule(wait);
    }
}
