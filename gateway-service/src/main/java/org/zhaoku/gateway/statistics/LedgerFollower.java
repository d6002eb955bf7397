package org.zhaoku.gateway.statistics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.issue.Batch;
import org.zhaoku.gateway.issue.BatchRepository;
import org.zhaoku.gateway.ledger.LedgerEvent;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.LicenceStandings;
import org.zhaoku.gateway.licence.LicenceTerm;
import org.zhaoku.gateway.web.Incidents;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Follows the ledger record by record: first the states of the licences, then the tally. Each is one write that may be done again:
 * a state is written only over an earlier change of the same licence, and a record has one tally. Records up to the last tally at
 * start were done before, by this gateway or another, since all follow in the same order.
 */
@Component
final class LedgerFollower implements SmartLifecycle {
    private static final int AT_ONCE = 16;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

    private final LedgerView view;
    private final BatchRepository batches;
    private final LicenceStandings standings;
    private final MongoTallies tallies;
    private final TallyMaker maker;
    private final Counts counts;
    private Disposable running = Disposables.disposed();
    private volatile boolean counted;

    LedgerFollower(
            LedgerView view,
            BatchRepository batches,
            LicenceStandings standings,
            MongoTallies tallies,
            TallyMaker maker,
            Counts counts) {
        this.view = view;
        this.batches = batches;
        this.standings = standings;
        this.tallies = tallies;
        this.maker = maker;
        this.counts = counts;
    }

    @Override
    public synchronized void start() {
        running = endless(load()).thenMany(Flux.defer(this::follow)).subscribe(nothing -> {}, Incidents::record);
    }

    /** Whether what is stored was added up: before, statistics would be too low. */
    boolean isCounted() {
        return counted;
    }

    private Mono<Void> load() {
        return tallies.all()
                .collectList()
                .doOnNext(all -> {
                    all.forEach(counts::add);
                    counted = true;
                })
                .then();
    }

    private Flux<Void> follow() {
        var done = counts.upTo();
        return view.events()
                .filter(event -> done.filter(last -> event.position().compareTo(last) <= 0)
                        .isEmpty())
                .concatMap(event -> endless(take(event)));
    }

    private static <T> Mono<T> endless(Mono<T> work) {
        return work.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                .maxBackoff(MAX_PAUSE)
                .doBeforeRetry(retry -> Incidents.record(retry.failure())));
    }

    /** Carries one record into the database; empty if it is not about licences of this region. */
    Mono<Void> take(LedgerEvent event) {
        return batches(event).flatMap(known -> {
            // in their order: neighbours by id are neighbours in the database
            Set<String> ids = new TreeSet<>();
            event.batch()
                    .flatMap(anchored -> known(known, anchored.batch().key()))
                    .ifPresent(batch -> ids.addAll(batch.licenceIds()));
            List<String> changed = event.changes().stream()
                    .flatMap(change -> id(known, change).stream())
                    .toList();
            ids.addAll(changed);
            return record(event, known)
                    .then(standings.terms(List.copyOf(ids)).collectMap(LicenceTerm::id))
                    .map(terms -> countings(event, known, terms))
                    .filter(countings -> !countings.isEmpty())
                    .flatMap(countings -> tallies.insert(maker.of(event.position(), countings)))
                    .doOnNext(counts::add)
                    .then();
        });
    }

    private Mono<Map<Bytes, Batch>> batches(LedgerEvent event) {
        Set<Bytes> keys =
                event.changes().stream().map(LedgerEvent.Change::batch).collect(Collectors.toSet());
        event.batch().ifPresent(anchored -> keys.add(anchored.batch().key()));
        return Flux.fromIterable(keys)
                .flatMap(batches::find, AT_ONCE)
                .collectMap(batch -> batch.batch().key());
    }

    private Mono<Void> record(LedgerEvent event, Map<Bytes, Batch> known) {
        return Flux.fromIterable(event.changes())
                .flatMap(
                        change -> id(known, change)
                                .map(id -> standings.record(id, change))
                                .orElse(Mono.empty()),
                        AT_ONCE)
                .then();
    }

    private static List<TallyMaker.Counting> countings(
            LedgerEvent event, Map<Bytes, Batch> known, Map<String, LicenceTerm> terms) {
        List<TallyMaker.Counting> countings = new ArrayList<>();
        event
                .batch()
                .flatMap(anchored -> known(known, anchored.batch().key()))
                .map(Batch::licenceIds)
                .orElse(List.of())
                .stream()
                .map(terms::get)
                .filter(Objects::nonNull)
                .forEach(term -> countings.add(new TallyMaker.Counting(term, Optional.empty())));
        event.changes()
                .forEach(change -> id(known, change)
                        .map(terms::get)
                        .ifPresent(term -> countings.add(new TallyMaker.Counting(term, Optional.of(change)))));
        return countings;
    }

    private static Optional<Batch> known(Map<Bytes, Batch> known, Bytes key) {
        return Optional.ofNullable(known.get(key));
    }

    private static Optional<String> id(Map<Bytes, Batch> known, LedgerEvent.Change change) {
        return known(known, change.batch())
                .map(Batch::licenceIds)
                .filter(ids -> change.place() < ids.size())
                .map(ids -> ids.get(change.place()));
    }

    @Override
    public synchronized void stop() {
        running.dispose();
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isDisposed();
    }
}
