package org.zhaoku.gateway.holder;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.IdempotencyKey;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mandates: who may act for a holder. */
@RestController
@RequestMapping("/api/v1/mandates")
class MandateController {
    private final MandateService mandates;

    MandateController(MandateService mandates) {
        this.mandates = mandates;
    }

    /**
     * The end of a mandate.
     *
     * @param endedOn the first day on which it does not count any more; today if absent
     */
    record MandateEnd(
            @Schema(format = "date", example = "2026-11-26") @Nullable String endedOn) {}

    /**
     * Whose mandates are looked for; one at least.
     *
     * @param principal code of whom somebody acts for
     * @param agent code of who acts
     */
    record MandateSearch(
            @Schema(example = "440300199001010016") @Nullable String principal,

            @Nullable String agent) {
        /** Says nothing of the people. */
        @Override
        public String toString() {
            return "search for mandates";
        }
    }

    @Access(Role.DEPARTMENT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Record a mandate",
            description = "That somebody acts for a holder, as a department has seen from a document.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.STORE_UNAVAILABLE})
    Mono<ResponseEntity<MandateView>> record(
            @RequestBody Mono<MandateRequest> body,
            @Parameter(
                            description =
                                    "1 to 64 visible ASCII characters; the same key again of the same department answers"
                                            + " with the first mandate")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable String once) {
        return body.flatMap(request -> mandates.record(request, IdempotencyKey.checked(once)))
                .map(mandate -> ResponseEntity.created(URI.create("/api/v1/mandates/" + mandate.id()))
                        .body(view(mandate)));
    }

    @Access(Role.DEPARTMENT)
    @GetMapping("/{id}")
    @Operation(summary = "A mandate")
    @Problems({ProblemCode.MANDATE_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<MandateView> one(@PathVariable String id) {
        return mandates.find(id).map(this::view);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/end")
    @Operation(
            summary = "End a mandate",
            description = "What was applied for within it before stays. There is no way back.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.MANDATE_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<MandateView> end(@PathVariable String id, @RequestBody Mono<MandateEnd> body) {
        return body.flatMap(request -> mandates.end(id, day(request.endedOn()))).map(this::view);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/search")
    @Operation(
            summary = "The department's mandates of a principal or an agent, oldest first, 200 at most",
            description = "Codes come in the body, since they are personal: a path would stand in logs.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.STORE_UNAVAILABLE})
    Flux<MandateView> search(@RequestBody Mono<MandateSearch> body) {
        return body.flatMapMany(request -> {
                    if (request.principal() == null && request.agent() == null) {
                        var errors = new FieldErrors();
                        errors.add("principal", FieldError.Code.MISSING, "expected a principal, an agent or both");
                        errors.throwIfAny();
                    }
                    return mandates.search(
                            Optional.ofNullable(request.principal()), Optional.ofNullable(request.agent()));
                })
                .map(this::view);
    }

    private MandateView view(Mandate mandate) {
        return MandateView.of(mandate, mandates.today());
    }

    private static Optional<LocalDate> day(@Nullable String text) {
        var errors = new FieldErrors();
        Optional<LocalDate> day = MandateChecks.day("endedOn", text, errors);
        errors.throwIfAny();
        return day;
    }
}
