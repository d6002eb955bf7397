package org.zhaoku.gateway.life;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerChanges;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.gateway.ledger.RecordedChange;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.StoredStatement;
import org.zhaoku.gateway.licence.Successors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Changes states of licences: decides by what this region's reader has verified of the ledger, signs with the department's active
 * key, submits, and is done when the reader has seen it. A change is the same however often it is signed, so it may be submitted
 * again until the ledger has it, or has another in its place.
 */
@Service
class ChangeService {
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Set<String> LAGGING =
            Set.of(ErrorCode.STATUS_SEQUENCE_WRONG.name(), ErrorCode.STATUS_BATCH_UNKNOWN.name());

    private final LicenceRepository licences;
    private final Successors successors;
    private final MongoKeyedChanges keyed;
    private final Ledger ledger;
    private final LedgerChanges changes;
    private final LedgerView view;
    private final DepartmentKeys keys;
    private final WorkPools pools;

    ChangeService(
            LicenceRepository licences,
            Successors successors,
            MongoKeyedChanges keyed,
            Ledger ledger,
            LedgerChanges changes,
            LedgerView view,
            DepartmentKeys keys,
            WorkPools pools) {
        this.licences = licences;
        this.successors = successors;
        this.keyed = keyed;
        this.ledger = ledger;
        this.changes = changes;
        this.view = view;
        this.keys = keys;
        this.pools = pools;
    }

    /** Completes when the ledger was read so far that it can be asked. */
    Mono<Void> ready() {
        return changes.caughtUp(view);
    }

    /**
     * Changes a licence's state.
     *
     * @param once the caller's own key of this request, if it has one: the same key again is the same change
     */
    Mono<RecordedChange> change(String id, CheckedChange wanted, Optional<String> once) {
        return anchored(id, Callers::mayChange).flatMap(licence -> settle(licence, wanted, once, ATTEMPTS));
    }

    /** What became of a licence so far. */
    Mono<LicenceStanding> standing(String id) {
        return anchored(id, Callers::mayFollow).map(this::standing);
    }

    /** Id of the licence that took its place. */
    Mono<Optional<String>> successor(String id) {
        return licences.statements(List.of(id))
                .next()
                .flatMap(licence -> successors.after(LicenceIdentifier.parse(licence.identifier())))
                .map(StoredStatement::id)
                .singleOptional();
    }

    private Mono<AnchoredLicence> anchored(String id, Function<UnifiedSocialCreditCode, Mono<Boolean>> may) {
        return ready().then(Mono.defer(() -> licences.find(id, identifier -> may.apply(identifier.issuer()))))
                .switchIfEmpty(Mono.error(() -> ProblemCode.LICENCE_UNKNOWN.because(
                        "No licence has this id; use the one that the issuing request was answered with.")))
                .flatMap(licence -> pools.crypto(() -> AnchoredLicence.of(ledger.network(), licence)));
    }

    private LicenceStanding standing(AnchoredLicence licence) {
        return view.standing(licence.place().department(), licence.place().statement());
    }

    private Mono<RecordedChange> settle(
            AnchoredLicence licence, CheckedChange wanted, Optional<String> once, int attempts) {
        return intended(licence, wanted, once)
                .flatMap(change -> recorded(licence, change)
                        .map(Mono::just)
                        .orElseGet(() -> submit(licence, change))
                        .onErrorResume(
                                ChangeService::isConflict,
                                lost -> overtaken(licence, change)
                                        .then(Mono.defer(() -> attempts > 1
                                                ? settle(licence, wanted, once, attempts - 1)
                                                : Mono.error(ProblemCode.STATE_CONFLICT.because(
                                                        "Others changed this licence each time in between. Look at its changes and"
                                                                + " decide anew."))))));
    }

    private static boolean isConflict(Throwable error) {
        return error instanceof LedgerException failure && failure.code().equals(ErrorCode.STATUS_CONFLICT.name());
    }

    /** What is submitted: decided now, or what the caller's key stands for as long as that may still come. */
    private Mono<StatusChange> intended(AnchoredLicence licence, CheckedChange wanted, Optional<String> once) {
        Mono<StatusChange> decided = Mono.fromCallable(() -> Decision.next(licence, standing(licence), wanted));
        return once.map(key -> keyed.find(licence.id(), key)
                        .flatMap(stored -> isLost(licence, stored)
                                ? decided.flatMap(next -> keyed.replace(licence.id(), key, stored, next))
                                : Mono.just(stored))
                        .switchIfEmpty(
                                Mono.defer(() -> decided.flatMap(next -> keyed.insert(licence.id(), key, next)))))
                .orElse(decided);
    }

    private boolean isLost(AnchoredLicence licence, StatusChange change) {
        return standing(licence).change(change.sequence()).isPresent()
                && recorded(licence, change).isEmpty();
    }

    private Optional<RecordedChange> recorded(AnchoredLicence licence, StatusChange change) {
        Bytes payload = Sm3.digest(change.encode());
        return standing(licence)
                .change(change.sequence())
                .filter(there -> there.payload().equals(payload));
    }

    private Mono<Void> overtaken(AnchoredLicence licence, StatusChange lost) {
        return changes.until(() -> standing(licence).change(lost.sequence()).isPresent());
    }

    private Mono<RecordedChange> submit(AnchoredLicence licence, StatusChange change) {
        return pools.crypto(() -> sign(licence, change))
                .flatMap(signed -> changes.submit(signed)
                        // the peer that was asked may be behind the one that the reader follows
                        .retryWhen(Retry.backoff(ATTEMPTS, FIRST_PAUSE)
                                .filter(error ->
                                        error instanceof LedgerException failure && LAGGING.contains(failure.code()))
                                .onRetryExhaustedThrow((retry, last) -> last.failure())))
                .then(changes.until(() -> recorded(licence, change).isPresent()))
                .then(Mono.fromCallable(() -> recorded(licence, change).orElseThrow()));
    }

    private ChangeStatus sign(AnchoredLicence licence, StatusChange change) {
        UnifiedSocialCreditCode department = licence.place().department();
        SigningKey key = keys.active(department)
                .orElseThrow(() -> ProblemCode.DEPARTMENT_UNKNOWN.because("The department " + department.value()
                        + " has no active key of this gateway on the ledger; add one at /api/v1/authorities."));
        return new ChangeStatus(
                new ProvenChange(SignedStatusChange.sign(change, key), licence.path(), Optional.empty()));
    }
}
