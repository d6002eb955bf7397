package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Licences that a second person has to approve. */
@RestController
@RequestMapping("/api/v1/approvals")
class ApprovalController {
    private static final int MAX_LIMIT = 1000;

    private final Approvals approvals;

    ApprovalController(Approvals approvals) {
        this.approvals = approvals;
    }

    @Access({Role.DEPARTMENT, Role.AUDITOR})
    @GetMapping
    @Operation(
            summary = "Licences that wait for a second person, or were decided",
            description = "The department's own, for an auditor all; the oldest first, without what was asked for.")
    @Problems({
        ProblemCode.REQUEST_MALFORMED,
        ProblemCode.FIELD_INVALID,
        ProblemCode.APPROVAL_UNKNOWN,
        ProblemCode.STORE_UNAVAILABLE
    })
    Flux<ApprovalView> list(
            @RequestParam(defaultValue = "OPEN") ApprovalView.State state,
            @Parameter(description = "1 to " + MAX_LIMIT) @RequestParam(defaultValue = "100") int limit,
            @Parameter(description = "id of the last one of the page before") @RequestParam(required = false) @Nullable String after) {
        var errors = new FieldErrors();
        if (limit < 1 || limit > MAX_LIMIT) {
            errors.add("limit", FieldError.Code.RANGE, "expected 1 to " + MAX_LIMIT + ", got " + limit);
        }
        errors.throwIfAny();
        return approvals
                .list(
                        state == ApprovalView.State.OPEN
                                ? Optional.empty()
                                : Optional.of(Approval.Decision.valueOf(state.name())),
                        Optional.ofNullable(after),
                        limit)
                .map(ApprovalView::of);
    }

    @Access(Role.DEPARTMENT)
    @GetMapping("/{id}")
    @Operation(
            summary = "A licence that waits, or waited, for a second person",
            description = "With all that will be issued, while it waits.")
    @Problems({ProblemCode.APPROVAL_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<ApprovalView> one(@PathVariable String id) {
        return approvals.find(id).map(ApprovalView::of);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/decision")
    @Operation(
            summary = "Approve or refuse a licence",
            description =
                    "By a person who did not ask for it. An approved one is issued; what was asked for is deleted if it"
                            + " is refused, and its serial is free again.")
    @Problems({
        ProblemCode.FIELD_INVALID,
        ProblemCode.APPROVAL_UNKNOWN,
        ProblemCode.SECOND_PERSON_NEEDED,
        ProblemCode.APPROVAL_DECIDED,
        ProblemCode.TYPE_NOT_AUTHORISED,
        ProblemCode.TYPE_RETIRED,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<ApprovalView> decide(@PathVariable String id, @RequestBody Mono<DecisionRequest> body) {
        return body.map(DecisionRequest::checked)
                .flatMap(wanted -> approvals.decide(id, wanted.decision(), wanted.reason()))
                .map(ApprovalView::of);
    }
}
