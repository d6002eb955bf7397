package org.zhaoku.gateway.life;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.IdempotencyKey;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Changes of state of licences. */
@RestController
@RequestMapping("/api/v1/licences")
class ChangeController {
    static final String ONCE = "1 to 64 visible ASCII characters; the same key again for the same licence answers"
            + " with the first change and makes none";

    private final ChangeService changes;
    private final BulkChanges bulk;
    private final ChangeRows rows;
    private final Clock clock;

    ChangeController(ChangeService changes, BulkChanges bulk, ChangeRows rows, Clock clock) {
        this.changes = changes;
        this.bulk = bulk;
        this.rows = rows;
        this.clock = clock;
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/changes")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Change a licence's state",
            description =
                    "Suspends, restores, cancels, revokes, withdraws, or marks as disputed. Signed by the department"
                            + " and recorded on the ledger when this is answered.")
    @ChangeProblems
    Mono<ChangeView> change(
            @PathVariable String id,
            @RequestBody Mono<ChangeRequest> body,
            @Parameter(description = ONCE) @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String once) {
        return body.map(request -> CheckedChange.of(request.reason(), request.decidedOn(), BulkChanges.today(clock)))
                .flatMap(wanted -> changes.change(id, wanted, IdempotencyKey.checked(once)))
                .map(ChangeView::of);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping(
            path = "/changes",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE},
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    @Operation(
            summary = "Change the states of many licences",
            description =
                    "A JSON array or NDJSON, each licence once. Nothing is done before all rows are read; then each is"
                            + " a change of its own, and its result comes back in the row's place: with Accept"
                            + " application/x-ndjson as soon as it is there.")
    @Problems(ProblemCode.FIELD_INVALID)
    Flux<RowResult> changeMany(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(array = @ArraySchema(schema = @Schema(implementation = ChangeRow.class))))
                    @RequestBody
                    Mono<byte[]> body,
            @Parameter(hidden = true) @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
            @Parameter(description = ONCE) @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String once) {
        return body.map(bytes -> rows.read(bytes, type))
                .flatMapMany(list -> bulk.run(list, IdempotencyKey.checked(once)));
    }

    @Access({Role.DEPARTMENT, Role.AUDITOR})
    @GetMapping("/{id}/changes")
    @Operation(summary = "The changes of a licence's state, in their order")
    @Problems({
        ProblemCode.LICENCE_UNKNOWN,
        ProblemCode.LICENCE_ERASED,
        ProblemCode.LICENCE_NOT_IN_FORCE,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Flux<ChangeView> history(@PathVariable String id) {
        return Mono.zip(changes.standing(id), changes.successor(id))
                .flatMapIterable(found -> found.getT1().changes().stream()
                        .map(change -> ChangeView.of(change, found.getT2()))
                        .toList());
    }
}
