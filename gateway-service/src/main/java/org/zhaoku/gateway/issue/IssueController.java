package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.IdempotencyKey;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Mono;

/** Takes licences to issue. */
@RestController
@RequestMapping("/api/v1/licences")
class IssueController {
    private final IssueService issuing;

    IssueController(IssueService issuing) {
        this.issuing = issuing;
    }

    /**
     * A licence that was accepted.
     *
     * @param id opaque
     * @param state RECEIVED, or where it is already if the same request came before
     */
    record Accepted(String id, LicenceState state) {
        static Accepted of(Licence licence) {
            return new Accepted(licence.id(), licence.state());
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Issue a licence",
            description =
                    "Stores it; it is signed and anchored right after. Ask at Location until its state is IN_FORCE.")
    @Problems({
        ProblemCode.FIELD_INVALID,
        ProblemCode.TYPE_UNKNOWN,
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.TYPE_NOT_AUTHORISED,
        ProblemCode.IDENTIFIER_TAKEN,
        ProblemCode.QUEUE_FULL,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<ResponseEntity<Accepted>> issue(
            @RequestBody Mono<IssueRequest> body,
            @Parameter(
                            description =
                                    "1 to 64 visible ASCII characters; the same key again of the same department answers"
                                            + " with the first licence and issues nothing")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable String once) {
        return body.map(CheckedRequest::of)
                .flatMap(request -> issuing.accept(request, IdempotencyKey.checked(once)))
                .map(licence -> ResponseEntity.accepted()
                        .location(URI.create("/api/v1/licences/" + licence.id()))
                        .body(Accepted.of(licence)));
    }
}
