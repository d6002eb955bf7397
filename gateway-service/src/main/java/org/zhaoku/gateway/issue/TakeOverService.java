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
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerChanges;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.gateway.licence.DuplicateIdentifierException;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.Succession;
import org.zhaoku.gateway.licence.TakeOvers;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.status.StatusChange.Target;
import reactor.core.publisher.Mono;

/**
 * Takes licences over that departments of other regions have let go. The new licence is bound to the old one in the transaction
 * that anchors it, and its id follows from the old one, so no second comes of it.
 */
@Service
class TakeOverService {
    private final PackageCheck packages;
    private final Catalogue catalogue;
    private final LicenceMaker maker;
    private final Admission admission;
    private final LicenceRepository licences;
    private final Outbox outbox;
    private final LedgerChanges changes;
    private final LedgerView view;
    private final Ledger ledger;
    private final WorkPools pools;
    private final Clock clock;

    TakeOverService(
            PackageCheck packages,
            Catalogue catalogue,
            LicenceMaker maker,
            Admission admission,
            LicenceRepository licences,
            Outbox outbox,
            LedgerChanges changes,
            LedgerView view,
            Ledger ledger,
            WorkPools pools,
            Clock clock) {
        this.packages = packages;
        this.catalogue = catalogue;
        this.maker = maker;
        this.admission = admission;
        this.licences = licences;
        this.outbox = outbox;
        this.changes = changes;
        this.view = view;
        this.ledger = ledger;
        this.pools = pools;
        this.clock = clock;
    }

    /** Today in Asia/Shanghai. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE);
    }

    /**
     * Accepts a licence that another department has let go: completes when it is stored. The same request again is answered with
     * the same licence.
     *
     * @param patience how long to wait for room; then it fails with QUEUE_FULL
     */
    Mono<Licence> accept(CheckedTakeOver request, Duration patience) {
        if (!outbox.ready()) {
            return Mono.error(ProblemCode.LEDGER_UNAVAILABLE.because(
                    "The gateway is still reading the ledger. Nothing was stored; send it again."));
        }
        return Callers.requireActingFor(request.issuer())
                .then(changes.caughtUp(view))
                .then(pools.crypto(() -> handedOver(request)))
                .flatMap(old -> catalogue
                        .newest(request.type().orElse(old.licence().identifier().type()))
                        .flatMap(type -> take(old, type, request, 1, patience)))
                .onErrorMap(
                        DuplicateIdentifierException.class,
                        taken -> ProblemCode.IDENTIFIER_TAKEN.because(
                                "This department has a licence of this type with this serial; choose another serial."));
    }

    private HandedOver handedOver(CheckedTakeOver request) {
        HandedOver old = packages.check(request.file());
        requireTransferred(standing(old.predecessor()), request.issuer());
        return old;
    }

    private LicenceStanding standing(Predecessor old) {
        return view.standing(old.department(), old.statement());
    }

    private void requireTransferred(LicenceStanding old, UnifiedSocialCreditCode issuer) {
        Optional<Target> target = old.target();
        if (target.isEmpty()) {
            throw ProblemCode.TRANSFER_MISSING.because("The licence is " + old.state()
                    + " with the department that issued it. That department lets it go first (POST"
                    + " /api/v1/licences/{id}/transfers, region " + ledger.region() + ", department " + issuer.value()
                    + "); if it has done so, try again in a second.");
        }
        if (!target.get().equals(new Target(ledger.region(), issuer))) {
            throw ProblemCode.TRANSFER_MISSING.because("The licence was let go to department "
                    + target.get().department().value() + " of " + target.get().region()
                    + "; only that one takes it over.");
        }
    }

    private Mono<Licence> take(
            HandedOver old, LicenceType type, CheckedTakeOver request, int attempt, Duration patience) {
        return pools.crypto(() -> made(TakeOvers.id(old.predecessor(), attempt), old, type, request))
                .flatMap(made -> licences.find(made.id())
                        .switchIfEmpty(Mono.defer(() -> store(old, made, type, patience)))
                        .filter(stored -> request.led(stored, made)))
                .switchIfEmpty(Mono.error(TakeOverService::taken))
                .onErrorResume(
                        error -> attempt < TakeOvers.MAX_ATTEMPTS
                                && error instanceof ProblemException problem
                                && problem.code() == ProblemCode.APPROVAL_DECIDED,
                        refused -> take(old, type, request, attempt + 1, patience));
    }

    private Mono<Licence> store(HandedOver old, Licence made, LicenceType type, Duration patience) {
        return standing(old.predecessor()).takenBy().isPresent()
                ? Mono.error(taken())
                : admission.store(made, type, patience);
    }

    private static ProblemException taken() {
        return ProblemCode.TRANSFER_TAKEN.because(
                "Another licence continues it, or another request to take it over is on its way. It can be taken over once;"
                        + " change that licence instead.");
    }

    private Licence made(String id, HandedOver old, LicenceType type, CheckedTakeOver request) {
        maker.requireRight(request.issuer(), type);
        CheckedSuccessor content = request.content();
        Licence before = old.licence();
        var errors = new FieldErrors();
        if (content.holder(before).isEmpty()) {
            errors.add(
                    "holderName",
                    FieldError.Code.MISSING,
                    "the package does not name the holder: expected holderName or holders");
        }
        Map<String, Object> fields =
                FieldRules.check(type, content.holder(before), content.merged(before, type, errors), errors);
        CheckedSuccessor.Term term = content.term(before, errors);
        if (term.equals(new CheckedSuccessor.Term(before.validFrom(), before.validTo()))) {
            TypeConditions.check(type, request.issuer(), fields, errors);
        } else {
            TypeConditions.check(type, request.issuer(), fields, term.from(), term.to(), errors);
        }
        request.checkSerial(type, errors);
        errors.throwIfAny();
        if (term.to().filter(content.today()::isAfter).isPresent()) {
            throw ProblemCode.LICENCE_EXPIRED.because(
                    "The licence's last day is over; say its new term with validTo, or issue a new one.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Licence(
                id,
                LicenceIdentifier.of(
                        type.code().value(),
                        request.issuer().value(),
                        request.serial().orElseGet(maker::randomSerial),
                        1),
                type.version(),
                content.holder(before),
                content.holders(before),
                fields,
                content.today(),
                term.from(),
                term.to(),
                Optional.of(Succession.takeOver(old.predecessor(), content.decidedOn())),
                LicenceMaker.firstState(type),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
