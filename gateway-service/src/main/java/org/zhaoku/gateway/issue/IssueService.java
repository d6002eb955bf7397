package org.zhaoku.gateway.issue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.licence.DuplicateIdentifierException;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.StoredStatement;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * Accepts licences: checks them against their types, signs them, stores all by one write, and leaves the rest to the outbox. One
 * licence is a list of one.
 */
@Service
class IssueService {
    private static final int AT_ONCE = 16;

    private final Catalogue catalogue;
    private final LicenceMaker maker;
    private final LicenceRepository licences;
    private final Outbox outbox;
    private final Backlog backlog;
    private final Approvals approvals;
    private final WorkPools pools;

    IssueService(
            Catalogue catalogue,
            LicenceMaker maker,
            LicenceRepository licences,
            Outbox outbox,
            Backlog backlog,
            Approvals approvals,
            WorkPools pools) {
        this.catalogue = catalogue;
        this.maker = maker;
        this.licences = licences;
        this.outbox = outbox;
        this.backlog = backlog;
        this.approvals = approvals;
        this.pools = pools;
    }

    /** Fails with LEDGER_UNAVAILABLE until the ledger was read, and with QUEUE_FULL while no more is accepted. */
    Mono<Void> open() {
        if (!outbox.ready()) {
            return Mono.error(reading());
        }
        return backlog.isFull() ? Mono.error(backlog.full()) : Mono.empty();
    }

    /** Accepts a licence: completes when it is stored. */
    Mono<Issued> accept(CheckedRequest request) {
        return accept(List.of(request), Duration.ZERO)
                .flatMap(outcomes -> outcomes.get(0).fold(Mono::just, Mono::error));
    }

    /**
     * Accepts each licence that can be: completes when they are stored. What is being stored is not given up with the caller.
     *
     * @param patience how long to wait for room; then all fail with QUEUE_FULL
     * @return what became of each, in their order
     */
    Mono<List<Outcome>> accept(List<CheckedRequest> requests, Duration patience) {
        if (!outbox.ready()) {
            return Mono.error(reading());
        }
        return Mono.zip(types(requests), before(requests))
                .flatMap(known -> made(requests, known.getT1(), known.getT2()))
                .flatMap(this::asked)
                .flatMap(attempts -> store(attempts, patience));
    }

    private Mono<Map<LicenceTypeCode, Signal<LicenceType>>> types(List<CheckedRequest> requests) {
        return Flux.fromStream(requests.stream().map(CheckedRequest::type).distinct())
                .concatMap(code -> catalogue.newest(code).materialize().map(type -> Map.entry(code, type)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Mono<Map<String, StoredStatement>> before(List<CheckedRequest> requests) {
        return stored(requests.stream()
                .flatMap(request -> LicenceMaker.id(request).stream())
                .distinct()
                .toList());
    }

    private Mono<Map<String, StoredStatement>> stored(List<String> ids) {
        return licences.statements(ids).collectMap(StoredStatement::id);
    }

    private Mono<List<Attempt>> made(
            List<CheckedRequest> requests,
            Map<LicenceTypeCode, Signal<LicenceType>> types,
            Map<String, StoredStatement> before) {
        Callable<List<Attempt>> work = () -> {
            LicenceMaker.Run run = maker.new Run();
            return requests.stream()
                    .map(request -> attempt(request, run, Objects.requireNonNull(types.get(request.type())), before))
                    .toList();
        };
        return requests.size() == 1 ? pools.crypto(work) : pools.bulk(work);
    }

    private static Attempt attempt(
            CheckedRequest request,
            LicenceMaker.Run run,
            Signal<LicenceType> type,
            Map<String, StoredStatement> before) {
        Optional<StoredStatement> known = LicenceMaker.id(request).map(before::get);
        if (known.isPresent()) {
            return Attempt.ended(Outcome.of(Issued.of(known.get())));
        }
        LicenceType found = type.get();
        if (found == null) {
            return Attempt.ended(Outcome.failed(Objects.requireNonNull(type.getThrowable())));
        }
        try {
            return Attempt.made(run.make(request, found), request.urgent());
        } catch (RuntimeException e) {
            return Attempt.ended(Outcome.failed(e));
        }
    }

    /** Stores those that a second person has to approve: they wait for that, and not for the ledger. */
    private Mono<List<Attempt>> asked(List<Attempt> attempts) {
        return attempts.stream().noneMatch(Attempt::waits)
                ? Mono.just(attempts)
                : Flux.fromIterable(attempts)
                        .flatMapSequential(
                                attempt -> attempt.waits()
                                        ? ask(attempt.licence()).map(Attempt::ended)
                                        : Mono.just(attempt),
                                AT_ONCE)
                        .collectList();
    }

    private Mono<Outcome> ask(Licence licence) {
        return approvals
                .open(licence)
                .then(Mono.defer(() -> licences.insert(licence)))
                .then(Mono.fromSupplier(() -> Outcome.of(Issued.of(licence))))
                .onErrorResume(
                        DuplicateIdentifierException.class,
                        duplicate -> stored(List.of(licence.id())).map(others -> taken(others.get(licence.id()))))
                .onErrorResume(error -> Mono.just(Outcome.failed(error)));
    }

    private Mono<List<Outcome>> store(List<Attempt> attempts, Duration patience) {
        List<Attempt> made = attempts.stream().filter(Attempt::isMade).toList();
        if (made.isEmpty()) {
            return Mono.just(Attempt.outcomes(attempts, List.of()));
        }
        return pools.crypto(() -> outbox.drafts(made))
                .flatMap(drafts -> backlog.admitted(
                        made.size(), made.stream().allMatch(Attempt::urgent), patience, () -> insert(made, drafts)))
                .onErrorResume(error -> Mono.just(
                        made.stream().map(each -> Outcome.failed(error)).toList()))
                .map(stored -> Attempt.outcomes(attempts, stored));
    }

    private Mono<List<Outcome>> insert(List<Attempt> made, Map<String, String> drafts) {
        List<Licence> all = made.stream().map(Attempt::licence).toList();
        return licences.insertAll(all, drafts)
                .doOnNext(taken -> {
                    backlog.done(taken.size());
                    outbox.stored(
                            IntStream.range(0, made.size())
                                    .filter(index -> !taken.contains(index))
                                    .mapToObj(made::get)
                                    .toList(),
                            drafts);
                })
                .flatMap(taken -> stored(
                                taken.stream().map(index -> all.get(index).id()).toList())
                        .map(others -> IntStream.range(0, all.size())
                                .mapToObj(index -> taken.contains(index)
                                        ? taken(others.get(all.get(index).id()))
                                        : Outcome.of(Issued.of(all.get(index))))
                                .toList()));
    }

    // the same request came twice at the same time, or another licence has the identifier
    private static Outcome taken(@Nullable StoredStatement other) {
        return other != null
                ? Outcome.of(Issued.of(other))
                : Outcome.failed(ProblemCode.IDENTIFIER_TAKEN.because(
                        "This department has a licence of this type with this serial; choose another serial."));
    }

    private static ProblemException reading() {
        return ProblemCode.LEDGER_UNAVAILABLE.because(
                "The gateway is still reading the ledger. Nothing was stored; send it again.");
    }
}
