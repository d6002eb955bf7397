package org.zhaoku.gateway.issue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.licence.SignedLicence;
import org.zhaoku.gateway.web.Incidents;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes licences from RECEIVED to the ledger. Each arrow is one write, in this order, and a crash between any two is mended
 * at the next start, before a new batch is made:
 *
 * <table>
 * <caption>Order of writes</caption>
 * <tr><th>write</th><th>a crash after it leaves</th><th>at the next start</th></tr>
 * <tr><td>1 licence SIGNED, with its statement</td><td>a signed licence in no draft</td><td>the next batch takes it</td></tr>
 * <tr><td>2 (licence RECEIVED, if the key failed)</td><td>an unsigned licence</td><td>it is signed</td></tr>
 * <tr><td>3 licence claimed by a draft</td><td>a draft without a batch</td><td>the draft is given up</td></tr>
 * <tr><td>4 batch stored</td><td>a batch whose licences are still SIGNED</td><td>write 5 is done again</td></tr>
 * <tr><td>5 licences ANCHORING</td><td>a batch that was not submitted</td><td>the ledger is asked, then it is submitted</td></tr>
 * <tr><td>6 transaction kept</td><td>one that was submitted, or was not</td><td>the ledger is asked, then it is submitted</td></tr>
 * <tr><td>7 batch on the ledger</td><td>a batch that is not known to be there</td><td>the reader sees it again</td></tr>
 * <tr><td>8 licence IN_FORCE</td><td>a part of the batch in force</td><td>the reader sees it again; the rest follows</td></tr>
 * <tr><td>9 batch marked anchored</td><td>nothing</td><td>nothing</td></tr>
 * </table>
 */
@Component
class Outbox implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int AT_ONCE = 4;
    /** Younger licences are on their way to be signed already. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(10);

    private final LedgerView view;
    private final LicenceRepository licences;
    private final StatementFactory statements;
    private final BatchMaker maker;
    private final Submitter submitter;
    private final Completion completion;
    private final Lanes lanes;
    private final Backlog backlog;
    private final BatchProperties properties;
    private final Clock clock;
    private final Disposable.Composite running = Disposables.composite();
    private volatile boolean started;

    Outbox(
            LedgerView view,
            LicenceRepository licences,
            StatementFactory statements,
            BatchMaker maker,
            Submitter submitter,
            Completion completion,
            Lanes lanes,
            Backlog backlog,
            BatchProperties properties,
            Clock clock) {
        this.view = view;
        this.licences = licences;
        this.statements = statements;
        this.maker = maker;
        this.submitter = submitter;
        this.completion = completion;
        this.lanes = lanes;
        this.backlog = backlog;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void start() {
        started = true;
        running.add(view.caughtUp()
                .then(Mono.defer(this::mend).retryWhen(Retries.endless("mending after start", properties.maxPause())))
                .subscribe(nothing -> {}, Incidents::record));
    }

    private Mono<Void> mend() {
        return maker.mend(maker.ownPrefix())
                .collectList()
                .flatMap(open -> waiting(open)
                        .doOnNext(waiting -> {
                            backlog.found(waiting);
                            begin(open);
                            LOG.info("issuing: {} batches are resumed, {} signed licences wait", open.size(), waiting);
                        })
                        .then());
    }

    private Mono<Integer> waiting(List<Batch> open) {
        return Flux.fromIterable(open)
                .concatMap(batch -> licences.statements(batch.licenceIds()))
                .filter(licence -> licence.state() == LicenceState.ANCHORING)
                .count()
                .zipWith(licences.count(LicenceState.SIGNED), Long::sum)
                .map(Math::toIntExact);
    }

    private void begin(List<Batch> open) {
        running.add(completion.follow().subscribe(nothing -> {}, Incidents::record));
        open.forEach(batch -> submitter.resume(batch).subscribe(nothing -> {}, Incidents::record));
        lanes.open();
        running.add(sweeps().subscribe(nothing -> {}, Incidents::record));
    }

    private Flux<Void> sweeps() {
        return sign(Instant.MAX, true)
                .then(wakeAll())
                .onErrorResume(error -> {
                    Incidents.record(error);
                    return Mono.empty();
                })
                .thenMany(Flux.interval(properties.sweep())
                        .onBackpressureDrop()
                        .concatMap(tick -> sign(clock.instant().minus(LEFT_BEHIND), false)
                                .then(wakeAll())
                                .onErrorResume(error -> {
                                    Incidents.record(error);
                                    return Mono.empty();
                                })));
    }

    private Mono<Void> sign(Instant before, boolean first) {
        return licences.inState(LicenceState.RECEIVED)
                .filter(licence -> licence.receivedAt().isBefore(before))
                .doOnNext(licence -> {
                    if (first) {
                        backlog.found(1);
                    }
                })
                .flatMap(this::sign, AT_ONCE)
                .then();
    }

    private Mono<Void> wakeAll() {
        return licences.departmentsWithSigned().doOnNext(lanes::wake).then();
    }

    /** Takes licences that were just stored: those that are signed go on, the others are signed by a sweep. */
    void stored(List<Attempt> made) {
        made.stream()
                .filter(each -> each.licence().state() == LicenceState.SIGNED)
                .collect(Collectors.groupingBy(
                        each -> new Way(each.licence().identifier().issuer(), each.urgent()),
                        Collectors.mapping(each -> SignedLicence.of(each.licence()), Collectors.toList())))
                .forEach((way, signed) -> lanes.signed(way.department(), way.urgent(), signed));
    }

    /** Takes a licence that a second person approved. Before all is mended it is found by the first sweep. */
    void approved(Licence licence) {
        if (ready()) {
            backlog.found(1);
            sign(licence).subscribe(nothing -> {}, Incidents::record);
        }
    }

    private record Way(UnifiedSocialCreditCode department, boolean urgent) {}

    private Mono<Void> sign(Licence licence) {
        return statements
                .sign(licence)
                .doOnSuccess(done -> lanes.wake(licence.identifier().issuer()))
                .onErrorResume(error -> {
                    // it stays RECEIVED and the next sweep tries again
                    Incidents.record(error);
                    return Mono.empty();
                });
    }

    /** Whether the ledger was read and all is mended: before, no licence is accepted. */
    boolean ready() {
        return lanes.isOpen();
    }

    @Override
    public void stop() {
        started = false;
        lanes.close();
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
