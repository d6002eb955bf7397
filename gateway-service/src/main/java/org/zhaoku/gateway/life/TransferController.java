package org.zhaoku.gateway.life;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.IdempotencyKey;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Mono;

/** Lets licences go to other regions. */
@RestController
@RequestMapping("/api/v1/licences")
class TransferController {
    private final ChangeService changes;
    private final LedgerView view;
    private final Clock clock;

    TransferController(ChangeService changes, LedgerView view, Clock clock) {
        this.changes = changes;
        this.view = view;
        this.clock = clock;
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/transfers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Let a licence go to a department of another region (转出)",
            description =
                    "It ends here for good, and only the department that is named may take it over, once. Signed by the"
                            + " department and recorded on the ledger when this is answered. Hand over its package then.")
    @ChangeProblems
    @Problems(ProblemCode.LICENCE_EXPIRED)
    Mono<ChangeView> transfer(
            @PathVariable String id,
            @RequestBody Mono<TransferRequest> body,
            @Parameter(description = ChangeController.ONCE)
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable String once) {
        return body.delayUntil(request -> changes.ready())
                .map(request -> CheckedChange.of(request, view::authority, BulkChanges.today(clock)))
                .flatMap(wanted -> changes.change(id, wanted, IdempotencyKey.checked(once)))
                .map(ChangeView::of);
    }
}
