package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.access.Role;
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
    private final NdjsonIssuing many;

    IssueController(IssueService issuing, NdjsonIssuing many) {
        this.issuing = issuing;
        this.many = many;
    }

    /**
     * A licence that was accepted.
     *
     * @param id opaque
     * @param state SIGNED, AWAITING_APPROVAL, RECEIVED if the key failed, or where it is already if the same request came before
     */
    record Accepted(String id, LicenceState state) {}

    @Access(Role.DEPARTMENT)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Issue a licence",
            description =
                    "Signs and stores it; it is anchored right after. Ask at Location until its state is IN_FORCE. If its type"
                            + " asks for two persons it is AWAITING_APPROVAL until another person has approved it.")
    @Problems({
        ProblemCode.FIELD_INVALID,
        ProblemCode.TYPE_UNKNOWN,
        ProblemCode.TYPE_RETIRED,
        ProblemCode.APPROVAL_DECIDED,
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.TYPE_NOT_AUTHORISED,
        ProblemCode.IDENTIFIER_TAKEN,
        ProblemCode.QUEUE_FULL,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.SIGNER_UNAVAILABLE,
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
        return body.map(request -> CheckedRequest.of(request).with(IdempotencyKey.checked(once)))
                .delayUntil(request -> Callers.requireActingFor(request.issuer()))
                .flatMap(issuing::accept)
                .map(licence -> ResponseEntity.accepted()
                        .location(URI.create("/api/v1/licences/" + licence.id()))
                        .body(new Accepted(licence.id(), licence.state())));
    }

    @Access(Role.DEPARTMENT)
    @PostMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE, produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(
            summary = "Issue many licences",
            description =
                    "One request a line. Each row is checked by itself, signed and stored, then answered: a result a"
                            + " line, in the rows' order, while later rows are still being sent. A row that is wrong hurts no"
                            + " other. Read the results while sending: no more rows are read than results are taken.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                            schema = @Schema(implementation = IssueRequest.class))))
    @ApiResponse(
            responseCode = "200",
            description = "A result for each row, whatever became of it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = RowResult.class)))
    @Problems({ProblemCode.QUEUE_FULL, ProblemCode.LEDGER_UNAVAILABLE, ProblemCode.SIGNER_UNAVAILABLE})
    Mono<Void> issueMany(@Parameter(hidden = true) ServerWebExchange exchange) {
        return NdjsonRows.answer(exchange, many::run);
    }
}
