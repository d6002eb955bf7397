package org.zhaoku.gateway.issue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.holder.Act;
import org.zhaoku.gateway.holder.MandateService;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.DuplicateIdentifierException;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.licence.Occasion;
import org.zhaoku.gateway.licence.Succession;
import org.zhaoku.gateway.life.AnchoredLicence;
import org.zhaoku.gateway.life.Decision;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.sm.Sm3;
import reactor.core.publisher.Mono;

/**
 * Accepts next versions of licences: the same serial, the version counted up. Identifiers are unique, so at most one is on its
 * way at a time. The version before stays in force until the ledger has the next, and ends in the same transaction.
 */
@Service
class SuccessorService {
    private static final int ID_BYTES = 16;
    private static final int LAST_VERSION = 999;

    private final Catalogue catalogue;
    private final LicenceMaker maker;
    private final Admission admission;
    private final LicenceRepository licences;
    private final Outbox outbox;
    private final LedgerView view;
    private final Ledger ledger;
    private final MandateService mandates;
    private final WorkPools pools;
    private final Clock clock;

    SuccessorService(
            Catalogue catalogue,
            LicenceMaker maker,
            Admission admission,
            LicenceRepository licences,
            Outbox outbox,
            LedgerView view,
            Ledger ledger,
            MandateService mandates,
            WorkPools pools,
            Clock clock) {
        this.catalogue = catalogue;
        this.maker = maker;
        this.admission = admission;
        this.licences = licences;
        this.outbox = outbox;
        this.view = view;
        this.ledger = ledger;
        this.mandates = mandates;
        this.pools = pools;
        this.clock = clock;
    }

    /** Today in Asia/Shanghai. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE);
    }

    /**
     * Accepts the next version of a licence: completes when it is stored.
     *
     * @param id of the licence that it replaces
     * @param once the caller's own key of this request, if it has one: the same key again for the same licence is the same next
     *     version
     * @param patience how long to wait for room; then it fails with QUEUE_FULL
     */
    Mono<Licence> accept(String id, CheckedSuccessor request, Optional<String> once, Duration patience) {
        if (!outbox.ready()) {
            return Mono.error(ProblemCode.LEDGER_UNAVAILABLE.because(
                    "The gateway is still reading the ledger. Nothing was stored; send it again."));
        }
        Optional<String> known = once.map(key -> derivedId(id, key));
        return licences.find(id, identifier -> Callers.mayChange(identifier.issuer()))
                .switchIfEmpty(Mono.error(() -> ProblemCode.LICENCE_UNKNOWN.because(
                        "No licence has this id; use the one that the issuing request was answered with.")))
                .flatMap(old -> Mono.justOrEmpty(known)
                        .flatMap(licences::find)
                        .switchIfEmpty(Mono.defer(() -> make(old, known, request, patience))));
    }

    private Mono<Licence> make(Licence old, Optional<String> known, CheckedSuccessor request, Duration patience) {
        return applied(old, request)
                .then(type(old, request.occasion()))
                .flatMap(type -> pools.crypto(() -> next(known, old, type, request))
                        .flatMap(next -> store(next, type, patience)));
    }

    private static String derivedId(String id, String once) {
        return Sm3.digest(Bytes.utf8("zhaoku/1/successor/" + id + "/" + once))
                .slice(0, ID_BYTES)
                .hex();
    }

    private Licence next(Optional<String> known, Licence old, LicenceType type, CheckedSuccessor request) {
        AnchoredLicence anchored = AnchoredLicence.of(ledger.network(), old);
        Decision.requireReplaceable(
                view.standing(anchored.place().department(), anchored.place().statement()),
                request.occasion().reason());
        requireTerm(old, request);
        maker.requireRight(old.identifier().issuer(), type);
        var errors = new FieldErrors();
        Map<String, Object> fields =
                FieldRules.check(type, request.holder(old), request.merged(old, type, errors), errors);
        CheckedSuccessor.Term term = request.term(old, errors);
        boolean sameTerm = term.equals(new CheckedSuccessor.Term(old.validFrom(), old.validTo()));
        if (sameTerm) {
            TypeConditions.check(type, old.identifier().issuer(), fields, errors);
        } else {
            TypeConditions.check(type, old.identifier().issuer(), fields, term.from(), term.to(), errors);
        }
        if (isAboutContent(request.occasion())
                && fields.equals(old.fields())
                && request.holder(old).equals(old.holderName())
                && request.holders(old).equals(old.holders())
                && sameTerm) {
            errors.add("fields", FieldError.Code.RANGE, "expected something that differs from the version before");
        }
        errors.throwIfAny();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Licence(
                known.orElseGet(maker::freshId),
                after(old.identifier()),
                type.version(),
                request.holder(old),
                request.holders(old),
                fields,
                request.today(),
                term.from(),
                term.to(),
                Optional.of(Succession.of(
                        old.id(), request.occasion(), request.appliedOn(), request.decidedOn(), request.mandates())),
                LicenceMaker.firstState(type),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Mono<Void> applied(Licence old, CheckedSuccessor request) {
        return mandates.require(
                request.mandates(),
                act(request.occasion()),
                old.identifier().type(),
                old.holderCodes(),
                request.appliedOn().orElse(request.today()));
    }

    private static Act act(Occasion occasion) {
        return switch (occasion) {
            case RENEWAL -> Act.RENEWAL;
            case AMENDMENT -> Act.AMENDMENT;
            case ANNUAL_CHECK -> Act.ANNUAL_CHECK;
            case CORRECTION -> Act.CORRECTION;
            case LOSS, DAMAGE -> Act.REISSUE;
            case TRANSFER -> throw new IllegalArgumentException("a transfer makes no next version");
        };
    }

    /** What was lost or damaged is made again as it was, all else by the newest definition. */
    private Mono<LicenceType> type(Licence old, Occasion occasion) {
        LicenceTypeCode type = old.identifier().type();
        return isAboutContent(occasion) || occasion == Occasion.RENEWAL
                ? catalogue.newest(type)
                : catalogue
                        .find(type, old.typeVersion())
                        .switchIfEmpty(Mono.error(
                                () -> new IllegalStateException("a licence's type is not in the catalogue")));
    }

    private static boolean isAboutContent(Occasion occasion) {
        return switch (occasion) {
            case AMENDMENT, ANNUAL_CHECK, CORRECTION -> true;
            case RENEWAL, LOSS, DAMAGE, TRANSFER -> false;
        };
    }

    /** What ran out is renewed if that was applied for in time (Administrative Licensing Law, article 50), or corrected. */
    private static void requireTerm(Licence old, CheckedSuccessor request) {
        LocalDate until =
                request.occasion() == Occasion.RENEWAL ? request.appliedOn().orElse(request.today()) : request.today();
        if (request.occasion() != Occasion.CORRECTION && old.isExpired(until)) {
            throw ProblemCode.LICENCE_EXPIRED.because(
                    "The licence's last day is over. It can be renewed if that was applied for in its term (appliedOn),"
                            + " corrected, or cancelled with CANCELLED_EXPIRED; otherwise issue a new one.");
        }
    }

    private static LicenceIdentifier after(LicenceIdentifier identifier) {
        if (identifier.version() >= LAST_VERSION) {
            throw ProblemCode.STATE_MOVE_FORBIDDEN.because(
                    "The licence has its last version, " + LAST_VERSION + ". Cancel it and issue a new one.");
        }
        return new LicenceIdentifier(
                identifier.type(), identifier.issuer(), identifier.serial(), identifier.version() + 1);
    }

    /** Stores it under the first version that is free: those that were refused keep theirs. */
    private Mono<Licence> store(Licence next, LicenceType type, Duration patience) {
        return admission
                .store(next, type, patience)
                .onErrorResume(
                        DuplicateIdentifierException.class,
                        taken -> licences.find(next.identifier())
                                .filter(other -> other.state() == LicenceState.REFUSED)
                                .switchIfEmpty(Mono.error(() -> ProblemCode.SUCCESSOR_PENDING.because(
                                        "Another version of this licence is on its way. Wait until it is in force, then look"
                                                + " whether anything is left to do with that one.")))
                                .flatMap(refused -> store(next.as(after(next.identifier())), type, patience)));
    }
}
