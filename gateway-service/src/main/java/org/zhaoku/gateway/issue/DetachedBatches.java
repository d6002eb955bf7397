package org.zhaoku.gateway.issue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.StoredStatement;
import org.zhaoku.gateway.web.Incidents;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores batches that a department signed by itself, all or nothing, and sends them their way. The licences first, ANCHORING in
 * one draft, then the batch: with it the gateway has taken them. What a fault leaves of a draft without its batch is deleted, here
 * or at the next start, and never signed by the gateway: whoever got no answer sends the same file again.
 */
@Service
public class DetachedBatches implements DisposableBean {
    private static final int CHUNK = 256;

    private final IssueService issuing;
    private final LicenceRepository licences;
    private final BatchRepository batches;
    private final BatchMaker maker;
    private final MadeBatches made;
    private final Submitter submitter;
    private final Backlog backlog;
    private final BatchProperties properties;
    private final WorkPools pools;
    private final Disposable.Composite mending = Disposables.composite();

    DetachedBatches(
            IssueService issuing,
            LicenceRepository licences,
            BatchRepository batches,
            BatchMaker maker,
            MadeBatches made,
            Submitter submitter,
            Backlog backlog,
            BatchProperties properties,
            WorkPools pools) {
        this.issuing = issuing;
        this.licences = licences;
        this.batches = batches;
        this.maker = maker;
        this.made = made;
        this.submitter = submitter;
        this.backlog = backlog;
        this.properties = properties;
        this.pools = pools;
    }

    /** Fails with LEDGER_UNAVAILABLE until the ledger was read, and with QUEUE_FULL while no more is accepted. */
    public Mono<Void> open() {
        return issuing.open();
    }

    /**
     * A stored licence of a batch.
     *
     * @param id opaque
     * @param identifier GB/T 36904
     */
    public record Stored(String id, String identifier) {}

    /** The licences of a batch that is stored, in the order of its leaves; empty if it is not. */
    public Mono<List<Stored>> stored(Bytes batchKey) {
        return batches.find(batchKey)
                .flatMap(batch -> licences.statements(batch.licenceIds())
                        .collectMap(StoredStatement::id, StoredStatement::identifier)
                        .map(identifiers -> batch.licenceIds().stream()
                                .map(id -> new Stored(id, identifiers.getOrDefault(id, "")))
                                .toList()));
    }

    /**
     * Stores licences and their batch, and completes then; they are in force when the ledger has it.
     *
     * @param tree over the licences' statements, with the header's root
     * @param all SIGNED, in the order of the leaves
     * @return which of them, from 0, have an id or an identifier that is taken: then nothing is stored. Fails with QUEUE_FULL, and
     *     with BATCH_BUSY if these same licences are being stored by another request
     */
    public Mono<Set<Integer>> store(SignedBatch signed, TileTree tree, List<Licence> all) {
        List<String> ids = all.stream().map(Licence::id).toList();
        return backlog.admitted(
                        all.size(),
                        false,
                        Duration.ZERO,
                        () -> pools.crypto(maker::newDetachedDraft)
                                .flatMap(draft ->
                                        store(new Batch(List.of(draft), signed, ids, List.of(), false), tree, all)))
                .delayUntil(taken -> requireOthers(taken, all));
    }

    private Mono<Set<Integer>> store(Batch batch, TileTree tree, List<Licence> all) {
        String draft = batch.drafts().get(0);
        return insert(draft, all)
                .flatMap(taken -> taken.isEmpty()
                        ? batches.insert(batch).thenReturn(taken)
                        : licences.withdraw(draft, List.of()).thenReturn(taken))
                .doOnError(error -> mend(batch, error))
                .doOnNext(taken -> {
                    if (taken.isEmpty()) {
                        made.put(batch.batch().key(), tree);
                        submit(batch);
                    } else {
                        backlog.done(all.size());
                    }
                });
    }

    private Mono<Set<Integer>> insert(String draft, List<Licence> all) {
        return Flux.range(0, (all.size() + CHUNK - 1) / CHUNK)
                .concatMap(
                        chunk -> {
                            int from = chunk * CHUNK;
                            List<Licence> some = all.subList(from, Math.min(from + CHUNK, all.size()));
                            return licences.insertAll(some, in(draft, some))
                                    .map(taken -> taken.stream()
                                            .map(index -> from + index)
                                            .toList());
                        },
                        1)
                .<Set<Integer>>collect(HashSet::new, Set::addAll);
    }

    private static Map<String, String> in(String draft, List<Licence> licences) {
        return licences.stream().collect(Collectors.toMap(Licence::id, licence -> draft));
    }

    // two requests with one file hinder each other; of one that died the draft is deleted soon
    private Mono<Void> requireOthers(Set<Integer> taken, List<Licence> all) {
        Map<String, Licence> ours =
                taken.stream().map(all::get).collect(Collectors.toMap(Licence::id, Function.identity()));
        return licences.statements(List.copyOf(ours.keySet()))
                .filter(other -> isSame(other, ours))
                .hasElements()
                .filter(same -> same)
                .flatMap(same -> Mono.error(ProblemCode.BATCH_BUSY.because(
                        "Licences of this batch are being stored by another request, or one broke off just now. Send the"
                                + " same file again after the seconds in Retry-After.")));
    }

    private static boolean isSame(StoredStatement other, Map<String, Licence> ours) {
        Licence same = ours.get(other.id());
        return same != null && other.statement().equals(same.statement());
    }

    private void submit(Batch batch) {
        submitter.submit(batch).subscribe(nothing -> {}, Incidents::record);
    }

    /** Either the batch was stored all the same, or its licences go. */
    private void mend(Batch batch, Throwable error) {
        Incidents.record(error);
        String draft = batch.drafts().get(0);
        mending.add(batches.find(batch.batch().key())
                .filter(stored -> stored.drafts().contains(draft))
                .switchIfEmpty(licences.withdraw(draft, List.of()).then(Mono.empty()))
                .retryWhen(Retries.endless("mending a draft", properties.maxPause()))
                .subscribe(
                        stored -> {
                            // its admission ended with the error
                            backlog.found(stored.licenceIds().size());
                            submit(stored);
                        },
                        Incidents::record));
    }

    @Override
    public void destroy() {
        mending.dispose();
    }
}
