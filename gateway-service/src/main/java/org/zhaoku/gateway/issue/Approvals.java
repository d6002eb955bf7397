package org.zhaoku.gateway.issue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.access.Caller;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceErasedException;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.Incidents;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Approval by a second person. Each arrow is one write, in this order, and a crash between any two leaves nothing that was not
 * decided:
 *
 * <table>
 * <caption>Order of writes</caption>
 * <tr><th>write</th><th>a crash after it leaves</th><th>then</th></tr>
 * <tr><td>1 approval with who asked</td><td>one without a licence</td><td>it is shown nowhere; the same request completes it</td></tr>
 * <tr><td>2 licence AWAITING_APPROVAL</td><td>nothing</td><td>it waits</td></tr>
 * <tr><td>3 decision</td><td>a licence that still waits</td><td>at the next start it follows</td></tr>
 * <tr><td>4 licence RECEIVED, or deleted</td><td>an approval that may not be applied</td><td>applied again: no change</td></tr>
 * <tr><td>5 approval applied</td><td>nothing</td><td>the outbox goes on</td></tr>
 * </table>
 */
@Service
class Approvals {
    private final ApprovalRepository approvals;
    private final LicenceRepository licences;
    private final Catalogue catalogue;
    private final LedgerView view;
    private final Outbox outbox;
    private final BatchProperties properties;
    private final Clock clock;

    Approvals(
            ApprovalRepository approvals,
            LicenceRepository licences,
            Catalogue catalogue,
            LedgerView view,
            Outbox outbox,
            BatchProperties properties,
            Clock clock) {
        this.approvals = approvals;
        this.licences = licences;
        this.catalogue = catalogue;
        this.view = view;
        this.outbox = outbox;
        this.properties = properties;
        this.clock = clock;
    }

    /** Notes who asks for a licence, before it is stored. Fails with APPROVAL_DECIDED if the same request was refused before. */
    Mono<Void> open(Licence licence) {
        return Callers.required()
                .map(Caller::name)
                .flatMap(name -> approvals.open(
                        licence.id(),
                        licence.identifier().type(),
                        licence.identifier().issuer(),
                        name,
                        now()))
                .filter(approval -> approval.decision().isPresent())
                .flatMap(decided -> Mono.error(ProblemCode.APPROVAL_DECIDED.because(
                        "The request with this Idempotency-Key was decided before; send what is new with a new key.")));
    }

    /** An approval with its licence, as long as that waits. */
    record Asked(Approval approval, Optional<Licence> licence) {}

    /** Fails with APPROVAL_UNKNOWN, also if it is of a department for which the caller does not act. */
    Mono<Asked> find(String id) {
        return approvals
                .find(id)
                .filterWhen(approval -> Callers.mayChange(approval.department()))
                .flatMap(approval -> waiting(id)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(licence -> new Asked(approval, licence)))
                .filter(asked -> asked.approval().decision().isPresent()
                        || asked.licence().isPresent())
                .switchIfEmpty(Mono.error(Approvals::unknown));
    }

    private Mono<Licence> waiting(String id) {
        return licences.find(id)
                .filter(licence -> licence.state() == LicenceState.AWAITING_APPROVAL)
                .onErrorComplete(LicenceErasedException.class);
    }

    private static ProblemException unknown() {
        return ProblemCode.APPROVAL_UNKNOWN.because(
                "No licence with this id waits for a second person, or waited; /api/v1/approvals lists those that do.");
    }

    /**
     * Those that wait, or were decided so, oldest first: of the caller's department, or all for an auditor.
     *
     * @param after id of the last one of the page before; fails with APPROVAL_UNKNOWN if there is none
     */
    Flux<Approval> list(Optional<Approval.Decision> decision, Optional<String> after, int limit) {
        return after.map(id -> approvals
                        .find(id)
                        .filterWhen(approval -> Callers.mayFollow(approval.department()))
                        .switchIfEmpty(Mono.error(Approvals::unknown))
                        .map(Optional::of))
                .orElse(Mono.just(Optional.empty()))
                .zipWith(Callers.required().map(Approvals::visible))
                .flatMapMany(from -> approvals.list(from.getT2(), decision, from.getT1(), limit));
    }

    /** The department whose approvals the caller sees; empty for all. */
    private static Optional<UnifiedSocialCreditCode> visible(Caller caller) {
        return caller.is(Role.AUDITOR) || caller.everyDepartment() ? Optional.empty() : caller.department();
    }

    /**
     * Decides, as a person who did not ask for it. The same decision of the same person again is no error.
     *
     * @return the approval as it is then
     */
    Mono<Approval> decide(String id, Approval.Decision decision, Optional<String> reason) {
        return find(id).zipWith(Callers.required().map(Caller::name))
                .flatMap(both -> decide(both.getT1(), new Approval.Decided(decision, both.getT2(), now(), reason)));
    }

    private Mono<Approval> decide(Asked asked, Approval.Decided wanted) {
        Approval approval = asked.approval();
        if (approval.decision().isPresent()) {
            return settled(approval, wanted);
        }
        if (approval.requesters().contains(wanted.by())) {
            return Mono.error(ProblemCode.SECOND_PERSON_NEEDED.because(
                    "Whoever asked for a licence cannot decide on it; another person has to."));
        }
        Mono<Void> allowed = wanted.decision() == Approval.Decision.APPROVED
                ? mayIssue(asked.licence().orElseThrow())
                : Mono.empty();
        return allowed.then(Mono.defer(() -> approvals.decide(approval.id(), wanted)))
                .flatMap(decided -> settled(decided, wanted));
    }

    /** The decision that is stored is carried out if it is this one. */
    private Mono<Approval> settled(Approval approval, Approval.Decided wanted) {
        boolean same = approval.decision()
                .filter(there ->
                        there.decision() == wanted.decision() && there.by().equals(wanted.by()))
                .isPresent();
        return same
                ? apply(approval).thenReturn(approval)
                : Mono.error(ProblemCode.APPROVAL_DECIDED.because(
                        "Another decision came before; look at it at /api/v1/approvals/{id}."));
    }

    /** Much may have changed since it was asked for. */
    private Mono<Void> mayIssue(Licence licence) {
        if (!outbox.ready()) {
            return Mono.error(ProblemCode.LEDGER_UNAVAILABLE.because(
                    "The gateway is still reading the ledger. Nothing was decided; send it again."));
        }
        boolean right = view.authority(licence.identifier().issuer())
                .filter(authority ->
                        authority.types().contains(licence.identifier().type()))
                .isPresent();
        if (right
                && licence.succession()
                        .filter(before -> before.licence().isPresent())
                        .isPresent()) {
            // what is reissued keeps its definition
            return Mono.empty();
        }
        return right
                ? catalogue.requireIssuing(licence.identifier().type(), licence.typeVersion())
                : Mono.error(ProblemCode.TYPE_NOT_AUTHORISED.because("The department "
                        + licence.identifier().issuer().value() + " has no right to type "
                        + licence.identifier().type().value() + " on the ledger any more."));
    }

    private Mono<Void> apply(Approval approval) {
        boolean approved = approval.decision()
                .filter(decided -> decided.decision() == Approval.Decision.APPROVED)
                .isPresent();
        return (approved ? issue(approval.id()) : licences.refused(approval.id()))
                .then(Mono.defer(() -> approvals.applied(approval.id())));
    }

    private Mono<Void> issue(String id) {
        return licences.approved(id, LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE))
                .doOnNext(outbox::approved)
                .then();
    }

    /** Carries out what was decided when the process ended. */
    @EventListener(ApplicationReadyEvent.class)
    void mend() {
        Flux.defer(approvals::unapplied)
                .concatMap(this::apply)
                .then()
                .retryWhen(Retries.endless("mending approvals", properties.maxPause()))
                .subscribe(nothing -> {}, Incidents::record);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
