package org.zhaoku.gateway.licence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.catalogue.StateCode;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.gateway.ledger.RecordedChange;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusReason;
import reactor.core.publisher.Mono;

/** The state of a licence as other systems code it. */
@RestController
@RequestMapping("/api/v1/licences/{id}/state-code")
class StateCodeController {
    private final LicenceRepository licences;
    private final Catalogue catalogue;
    private final LedgerView ledger;
    private final Clock clock;

    StateCodeController(LicenceRepository licences, Catalogue catalogue, LedgerView ledger, Clock clock) {
        this.licences = licences;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A state and its code.
     *
     * @param state on the ledger
     * @param expired whether the last day is over
     * @param reason of the last change of state
     * @param code of the type's table; absent if that has no row for the state
     * @param name as the table has it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LicenceStateCode")
    record Coded(
            LicenceState state,
            boolean expired,
            @Nullable StatusReason reason,
            @Schema(example = "03") @Nullable String code,
            @Schema(example = "撤销") @Nullable String name) {}

    @Access({Role.DEPARTMENT, Role.APP})
    @GetMapping
    @Operation(
            summary = "A licence's state in the codes of its type",
            description = "The row of the type's state table for its state on the ledger and the last reason.")
    @Problems({
        ProblemCode.PURPOSE_NOT_ALLOWED,
        ProblemCode.LICENCE_UNKNOWN,
        ProblemCode.LICENCE_ERASED,
        ProblemCode.LICENCE_NOT_IN_FORCE,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<Coded> one(@PathVariable String id) {
        return licences.find(id, identifier -> Callers.mayRead(identifier.issuer(), identifier.type()))
                .switchIfEmpty(Mono.error(() -> ProblemCode.LICENCE_UNKNOWN.because(
                        "No licence has this id; use the Location that the issuing request was answered with.")))
                .flatMap(licence -> catalogue
                        .find(licence.identifier().type(), licence.typeVersion())
                        .map(type -> coded(licence, type.terms().states())));
    }

    private Coded coded(Licence licence, List<StateCode> table) {
        LicenceStanding standing = standing(licence);
        LocalDate today = LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE);
        boolean expired = licence.validTo().filter(today::isAfter).isPresent();
        Optional<StatusReason> reason = standing.changes().stream()
                .map(RecordedChange::reason)
                .filter(each -> !each.isMark())
                .reduce((before, last) -> last);
        Optional<StateCode> row = StateCode.of(table, standing.state(), reason, expired);
        return new Coded(
                standing.state(),
                expired,
                reason.orElse(null),
                row.map(StateCode::code).orElse(null),
                row.map(StateCode::name).orElse(null));
    }

    private LicenceStanding standing(Licence licence) {
        if (licence.state() != org.zhaoku.gateway.licence.LicenceState.IN_FORCE) {
            throw ProblemCode.LICENCE_NOT_IN_FORCE.because("The licence is " + licence.state()
                    + "; it has a state when the ledger has it. Try again in a second.");
        }
        if (!ledger.isCaughtUp()) {
            throw ProblemCode.LEDGER_UNAVAILABLE.because("The gateway is still reading the ledger; ask again.");
        }
        return ledger.standing(
                licence.identifier().issuer(),
                SignedStatement.decode(licence.statement().orElseThrow()).digest());
    }
}
