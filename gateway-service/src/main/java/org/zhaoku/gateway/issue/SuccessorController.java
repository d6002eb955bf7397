package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.issue.IssueController.Accepted;
import org.zhaoku.gateway.licence.Occasion;
import org.zhaoku.gateway.web.IdempotencyKey;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Mono;

/** Takes next versions of licences. */
@RestController
@RequestMapping("/api/v1/licences")
class SuccessorController {
    private static final String ONCE =
            "1 to 64 visible ASCII characters; the same key again for the same licence answers"
                    + " with the first next version and makes none";
    private static final String HOW =
            " The next version has the same serial. The licence stays in force until the ledger has it, and is superseded"
                    + " in the same transaction. Ask at Location until its state is IN_FORCE, or REFUSED because the"
                    + " licence was changed in between. If its type asks for two persons it is AWAITING_APPROVAL before.";

    private final SuccessorService successors;
    private final NdjsonSuccessors many;

    SuccessorController(SuccessorService successors, NdjsonSuccessors many) {
        this.successors = successors;
        this.many = many;
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/renewals")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Renew a licence's term (延续)", description = "Applied for in the term that is renewed." + HOW)
    @NextVersionProblems
    @Problems({ProblemCode.LICENCE_EXPIRED, ProblemCode.TYPE_RETIRED})
    Mono<ResponseEntity<Accepted>> renew(
            @PathVariable String id,
            @RequestBody Mono<RenewalRequest> body,
            @Parameter(description = ONCE) @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String once) {
        return accept(id, body.map(request -> CheckedSuccessor.of(request, successors.today())), once);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/amendments")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Change what a licence says (变更)", description = "Something in it is not so any more." + HOW)
    @NextVersionProblems
    @Problems({ProblemCode.LICENCE_EXPIRED, ProblemCode.TYPE_RETIRED})
    Mono<ResponseEntity<Accepted>> amend(
            @PathVariable String id,
            @RequestBody Mono<SuccessorRequest> body,
            @Parameter(description = ONCE) @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String once) {
        return accept(id, Occasion.AMENDMENT, body, once);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/corrections")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Correct what a licence says (更正)",
            description = "Something in it was wrong from the beginning. Expired ones, too." + HOW)
    @NextVersionProblems
    @Problems(ProblemCode.TYPE_RETIRED)
    Mono<ResponseEntity<Accepted>> correct(
            @PathVariable String id,
            @RequestBody Mono<SuccessorRequest> body,
            @Parameter(description = ONCE) @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String once) {
        return accept(id, Occasion.CORRECTION, body, once);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/annual-checks")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Record a passed annual check (年检)",
            description =
                    "The fields that say so differ, such as the year until which it is checked. Who did not pass is"
                            + " suspended by a change of state." + HOW)
    @NextVersionProblems
    @Problems({ProblemCode.LICENCE_EXPIRED, ProblemCode.TYPE_RETIRED})
    Mono<ResponseEntity<Accepted>> check(
            @PathVariable String id,
            @RequestBody Mono<SuccessorRequest> body,
            @Parameter(description = ONCE) @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String once) {
        return accept(id, Occasion.ANNUAL_CHECK, body, once);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/reissues")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Reissue a lost or damaged licence (遗失补发, 损毁换发)",
            description = "With the same content: a code on the lost one is superseded." + HOW)
    @NextVersionProblems
    @Problems(ProblemCode.LICENCE_EXPIRED)
    Mono<ResponseEntity<Accepted>> reissue(
            @PathVariable String id,
            @RequestBody Mono<ReissueRequest> body,
            @Parameter(description = ONCE) @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String once) {
        return accept(id, body.map(request -> CheckedSuccessor.of(request, successors.today())), once);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping(
            path = "/next-versions",
            consumes = MediaType.APPLICATION_NDJSON_VALUE,
            produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(
            summary = "Next versions of many licences",
            description =
                    "A renewal, amendment, correction, annual check or reissue a line. A result a line, in the rows' order,"
                            + " while later rows are still being sent; a row that is wrong hurts no other." + HOW,
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                            schema = @Schema(implementation = SuccessorRow.class))))
    @ApiResponse(
            responseCode = "200",
            description = "A result for each row, whatever became of it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = RowResult.class)))
    @Problems({ProblemCode.QUEUE_FULL, ProblemCode.LEDGER_UNAVAILABLE})
    Mono<Void> acceptMany(@Parameter(hidden = true) ServerWebExchange exchange) {
        return NdjsonRows.answer(exchange, many::run);
    }

    private Mono<ResponseEntity<Accepted>> accept(
            String id, Occasion occasion, Mono<SuccessorRequest> body, @Nullable String once) {
        return accept(id, body.map(request -> CheckedSuccessor.of(occasion, request, successors.today())), once);
    }

    private Mono<ResponseEntity<Accepted>> accept(String id, Mono<CheckedSuccessor> body, @Nullable String once) {
        return body.flatMap(request -> successors.accept(id, request, IdempotencyKey.checked(once), Duration.ZERO))
                .map(licence -> ResponseEntity.accepted()
                        .location(URI.create("/api/v1/licences/" + licence.id()))
                        .body(new Accepted(licence.id(), licence.state())));
    }
}
