package org.zhaoku.gateway.issue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
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
 * <tr><td>1 licence signed and ANCHORING in a draft</td><td>a draft without a batch</td><td>it is given up, and the next batch takes
 * its licences</td></tr>
 * <tr><td>2 (licence RECEIVED, if the key failed; SIGNED later)</td><td>one that is not signed, or in no draft</td><td>it is signed,
 * and the next batch takes it</td></tr>
 * <tr><td>3 (licence claimed, if it was SIGNED: ANCHORING)</td><td>a draft without a batch</td><td>it is given up</td></tr>
 * <tr><td>4 batch stored</td><td>a batch that was not submitted</td><td>the ledger is asked, then it is submitted</td></tr>
 * <tr><td>5 transaction kept</td><td>one that was submitted, or was not</td><td>the ledger is asked, then it is submitted</td></tr>
 * <tr><td>6 batch on the ledger</td><td>a batch that is not known to be there</td><td>the reader sees it again</td></tr>
 * <tr><td>7 licence IN_FORCE or REFUSED</td><td>a part of the batch in force</td><td>the reader sees it again; the rest follows</td></tr>
 * <tr><td>8 batch marked anchored</td><td>nothing</td><td>nothing</td></tr>
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
        return maker.mend()
                .collectList()
                .flatMap(open -> licences.countWaiting(maker.ownPrefix())
                        .map(Math::toIntExact)
                        .doOnNext(waiting -> {
                            backlog.found(waiting);
                            begin(open);
                            LOG.info("issuing: {} batches are resumed, {} signed licences wait", open.size(), waiting);
                        })
                        .then());
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

    /**
     * Puts what is signed into drafts before it is stored: by id, the draft of each licence. What goes the same way stays together, as
     * far as one batch can have it. May block.
     */
    Map<String, String> drafts(List<Attempt> made) {
        Map<Way, Filling> open = new HashMap<>();
        Map<String, String> drafts = new HashMap<>();
        signed(made).forEach(each -> {
            LicenceTypeCode type = each.licence().identifier().type();
            Filling filling = open.compute(
                    Way.of(each),
                    (way, last) -> last != null && last.takes(type, properties.maxSize())
                            ? last
                            : new Filling(maker.newDraft()));
            filling.add(type);
            drafts.put(each.licence().id(), filling.draft);
        });
        return drafts;
    }

    /** Takes licences that were just stored: those that are signed go on in their drafts, the others are signed by a sweep. */
    void stored(List<Attempt> made, Map<String, String> drafts) {
        signed(made)
                .collect(Collectors.groupingBy(
                        each -> Objects.requireNonNull(drafts.get(each.licence().id()))))
                .forEach((draft, members) -> {
                    Way way = Way.of(members.get(0));
                    lanes.stored(
                            way.department(),
                            way.urgent(),
                            new Draft(
                                    draft,
                                    members.stream()
                                            .map(each -> SignedLicence.of(each.licence()))
                                            .toList()));
                });
    }

    private static Stream<Attempt> signed(List<Attempt> made) {
        return made.stream().filter(each -> each.licence().state() == LicenceState.SIGNED);
    }

    private record Way(UnifiedSocialCreditCode department, boolean urgent) {
        static Way of(Attempt attempt) {
            return new Way(attempt.licence().identifier().issuer(), attempt.urgent());
        }
    }

    /** A draft that may get more. */
    private static final class Filling {
        private final String draft;
        private final Set<LicenceTypeCode> types = new HashSet<>();
        private int size;

        Filling(String draft) {
            this.draft = draft;
        }

        boolean takes(LicenceTypeCode type, int most) {
            return size < most && (types.contains(type) || types.size() < BatchHeader.MAX_TYPES);
        }

        void add(LicenceTypeCode type) {
            types.add(type);
            size++;
        }
    }

    /** Takes a licence that a second person approved. Before all is mended it is found by the first sweep. */
    void approved(Licence licence) {
        if (ready()) {
            backlog.found(1);
            sign(licence).subscribe(nothing -> {}, Incidents::record);
        }
    }

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
