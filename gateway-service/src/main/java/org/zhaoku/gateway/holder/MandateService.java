package org.zhaoku.gateway.holder;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.sm.Sm3;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Records who may act for a holder, and says whether somebody may. */
@Service
public class MandateService {
    private static final int ID_BYTES = 16;
    private static final int MAX_FOUND = 200;

    private final MongoMandates mandates;
    private final WorkPools pools;
    private final SecureRandom random;
    private final Clock clock;

    public MandateService(MongoMandates mandates, WorkPools pools, SecureRandom random, Clock clock) {
        this.mandates = mandates;
        this.pools = pools;
        this.random = random;
        this.clock = clock;
    }

    /** @param once the caller's own key of this request, if it has one: the same key again is the same mandate */
    Mono<Mandate> record(MandateRequest request, Optional<String> once) {
        return pools.crypto(() -> {
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    return MandateChecks.mandate(request, id(request, once), today(), now);
                })
                .delayUntil(mandate -> Callers.requireActingFor(mandate.department()))
                .flatMap(mandate -> mandates.insert(mandate).then(mandates.find(mandate.id())));
    }

    private String id(MandateRequest request, Optional<String> once) {
        if (once.isPresent()) {
            return Sm3.digest(Bytes.utf8("zhaoku/1/mandate/" + request.department() + "/" + once.get()))
                    .slice(0, ID_BYTES)
                    .hex();
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Fails with MANDATE_UNKNOWN, also if it is of a department for which the caller does not act. */
    Mono<Mandate> find(String id) {
        return mandates.find(id)
                .filterWhen(mandate -> Callers.mayChange(mandate.department()))
                .switchIfEmpty(Mono.error(() -> ProblemCode.MANDATE_UNKNOWN.because(
                        "No mandate has this id; use the one that recording it was answered with.")));
    }

    /** Ends a mandate; one that is ended stays so. */
    Mono<Mandate> end(String id, Optional<LocalDate> day) {
        LocalDate end = day.orElseGet(this::today);
        return find(id).doOnNext(mandate -> {
                    if (end.isAfter(today())) {
                        var errors = new FieldErrors();
                        errors.add(
                                "endedOn", FieldError.Code.RANGE, "expected today or a day before, in Asia/Shanghai");
                        errors.throwIfAny();
                    }
                })
                .flatMap(mandate -> mandates.end(id, end))
                .then(find(id));
    }

    /** The first 200 of the caller's department that name these codes, one of which is there, oldest first. */
    Flux<Mandate> search(Optional<String> principal, Optional<String> agent) {
        return mandates.search(principal, agent)
                .filterWhen(mandate -> Callers.mayChange(mandate.department()))
                .take(MAX_FOUND);
    }

    /** Today in Asia/Shanghai. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE);
    }

    /**
     * Completes if each of the mandates lets somebody apply for this for one of the holders on a day. Fails with MANDATE_UNKNOWN,
     * or with MANDATE_INSUFFICIENT and why.
     *
     * @param holders codes of the licence's holders
     */
    public Mono<Void> require(List<String> ids, Act act, LicenceTypeCode type, Set<String> holders, LocalDate day) {
        return Flux.fromIterable(ids)
                .concatMap(this::find)
                .doOnNext(mandate -> {
                    if (!holders.contains(
                            mandate.principal().code().orElseThrow().value())) {
                        throw insufficient("its principal is no holder of this licence that is known by a code");
                    }
                    if (!mandate.isInForce(day)) {
                        throw insufficient("it did not count on the day of the application");
                    }
                    if (!mandate.acts().contains(act)
                            || (!mandate.types().isEmpty() && !mandate.types().contains(type))) {
                        throw insufficient("it does not cover " + act + " for licences of this type");
                    }
                })
                .then();
    }

    private static RuntimeException insufficient(String why) {
        return ProblemCode.MANDATE_INSUFFICIENT.because("Somebody applied within a mandate that does not suffice: "
                + why + ". Look at it at /api/v1/mandates/{id}, or let the holder apply.");
    }
}
