package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.issue.IssueController.Accepted;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Mono;

/** Takes licences over from other regions. */
@RestController
@RequestMapping("/api/v1/licences/transfers-in")
class TakeOverController {
    private final TakeOverService takeOvers;

    TakeOverController(TakeOverService takeOvers) {
        this.takeOvers = takeOvers;
    }

    @Access(Role.DEPARTMENT)
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Take a licence over that a department of another region has let go (转入)",
            description =
                    "The package is verified, and the ledger must have the transfer to this very department. The new licence"
                            + " has a serial of this department and version 1; it continues the old one on the ledger from"
                            + " the transaction that anchors it. Ask at Location until its state is IN_FORCE, or REFUSED"
                            + " because another continues it. It can be taken over once: the same request again is answered"
                            + " with the same licence, any other is TRANSFER_TAKEN.")
    @Problems({
        ProblemCode.FIELD_INVALID,
        ProblemCode.PACKAGE_INVALID,
        ProblemCode.TRANSFER_MISSING,
        ProblemCode.TRANSFER_TAKEN,
        ProblemCode.LICENCE_ERASED,
        ProblemCode.LICENCE_EXPIRED,
        ProblemCode.IDENTIFIER_TAKEN,
        ProblemCode.APPROVAL_DECIDED,
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.TYPE_UNKNOWN,
        ProblemCode.TYPE_RETIRED,
        ProblemCode.TYPE_NOT_AUTHORISED,
        ProblemCode.QUEUE_FULL,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.SIGNER_UNAVAILABLE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<ResponseEntity<Accepted>> take(@RequestBody Mono<TakeOverRequest> body) {
        return body.map(request -> CheckedTakeOver.of(request, takeOvers.today()))
                .flatMap(request -> takeOvers.accept(request, Duration.ZERO))
                .map(licence -> ResponseEntity.accepted()
                        .location(URI.create("/api/v1/licences/" + licence.id()))
                        .body(new Accepted(licence.id(), licence.state())));
    }
}
