package org.zhaoku.gateway.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.IdempotencyKey;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bulk jobs: a table is uploaded, and issued in the background. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobController {
    private static final int MAX_LIMIT = 1000;
    private static final String CSV = "text/csv";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Jobs jobs;
    private final JobResults results;

    JobController(Jobs jobs, JobResults results) {
        this.jobs = jobs;
        this.results = results;
    }

    @Access(Role.DEPARTMENT)
    @PostMapping(
            consumes = {CSV, XLSX},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Issue a table of licences",
            description =
                    "CSV (UTF-8, UTF-16 or GB18030) or XLSX (first visible sheet). The first row has the titles of the columns:"
                            + " names, short names or titles of the type's fields, holderName or holder1.name and so on,"
                            + " validFrom, validTo, serial. The file is stored encrypted and issued in the background. Ask at"
                            + " Location how far it is.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                                @Content(mediaType = XLSX, schema = @Schema(type = "string", format = "binary"))
                            }))
    @Problems({
        ProblemCode.FIELD_INVALID,
        ProblemCode.FILE_UNREADABLE,
        ProblemCode.TYPE_UNKNOWN,
        ProblemCode.TYPE_RETIRED,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<ResponseEntity<JobView>> create(
            @Parameter(description = "the department's unified social credit code", example = "11440300000000019K")
                    @RequestParam
                    String issuer,
            @Parameter(description = "code of a published type", example = "11440300000000019K001") @RequestParam
                    String type,
            @Parameter(
                            description =
                                    "1 to 64 visible ASCII characters; the same key again of the same department answers"
                                            + " with the first job and issues nothing")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable String once,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return Mono.fromCallable(() -> order(issuer, type, once, request))
                .flatMap(order -> jobs.create(order, request.getBody()))
                .map(job -> ResponseEntity.accepted()
                        .location(URI.create(JobView.path(job.id())))
                        .body(JobView.of(job)));
    }

    private static Jobs.Order order(String issuer, String type, @Nullable String once, ServerHttpRequest request) {
        var errors = new FieldErrors();
        var department = errors.parsed(
                "issuer",
                issuer,
                "a unified social credit code of 18 characters with a right check character",
                UnifiedSocialCreditCode::parse);
        var code = errors.parsed(
                "type", type, "a licence type code of 21 characters (GB/T 36902)", LicenceTypeCode::parse);
        Optional<String> key = IdempotencyKey.checked(IdempotencyKey.HEADER, once, errors);
        errors.throwIfAny();
        MediaType media =
                Optional.ofNullable(request.getHeaders().getContentType()).orElseThrow();
        boolean csv = MediaType.valueOf(CSV).isCompatibleWith(media);
        return new Jobs.Order(
                department.orElseThrow(),
                code.orElseThrow(),
                csv ? TableFormat.CSV : TableFormat.XLSX,
                csv ? Optional.ofNullable(media.getCharset()).map(JobController::known) : Optional.empty(),
                key);
    }

    /** What Chinese Excel calls GBK or GB 2312 is read as GB18030, which has both in it. */
    private static Charset known(Charset charset) {
        if (List.of("GB18030", "GBK", "GB2312", "x-mswin-936").contains(charset.name())) {
            return CsvCharset.GB18030;
        }
        if (charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.UTF_16)) {
            return charset;
        }
        throw ProblemCode.MEDIA_TYPE_UNSUPPORTED.because(
                "Expected CSV in UTF-8, UTF-16 or GB18030; without a charset in Content-Type it is found out.");
    }

    @Access({Role.DEPARTMENT, Role.AUDITOR})
    @GetMapping
    @Operation(
            summary = "Jobs of the department",
            description = "For an auditor and the operator's token those of all departments; the newest first.")
    @Problems({
        ProblemCode.REQUEST_MALFORMED,
        ProblemCode.FIELD_INVALID,
        ProblemCode.JOB_UNKNOWN,
        ProblemCode.STORE_UNAVAILABLE
    })
    Flux<JobView> list(
            @Parameter(description = "1 to " + MAX_LIMIT) @RequestParam(defaultValue = "100") int limit,
            @Parameter(description = "id of the last one of the page before") @RequestParam(required = false) @Nullable String after) {
        var errors = new FieldErrors();
        if (limit < 1 || limit > MAX_LIMIT) {
            errors.add("limit", FieldError.Code.RANGE, "expected 1 to " + MAX_LIMIT + ", got " + limit);
        }
        errors.throwIfAny();
        return jobs.list(Optional.ofNullable(after), limit).map(JobView::of);
    }

    @Access({Role.DEPARTMENT, Role.AUDITOR})
    @GetMapping("/{id}")
    @Operation(summary = "A job, and how far it is")
    @Problems({ProblemCode.JOB_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<JobView> one(@PathVariable String id) {
        return jobs.find(id).map(JobView::of);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/pause")
    @Operation(summary = "Pause a job", description = "Rows that are under way come to their end.")
    @Problems({ProblemCode.JOB_UNKNOWN, ProblemCode.JOB_ENDED, ProblemCode.STORE_UNAVAILABLE})
    Mono<JobView> pause(@PathVariable String id) {
        return jobs.pause(id).map(JobView::of);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/resume")
    @Operation(summary = "Go on with a paused job")
    @Problems({ProblemCode.JOB_UNKNOWN, ProblemCode.JOB_ENDED, ProblemCode.STORE_UNAVAILABLE})
    Mono<JobView> resume(@PathVariable String id) {
        return jobs.resume(id).map(JobView::of);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/{id}/cancel")
    @Operation(
            summary = "Cancel a job",
            description = "What was issued before stays issued and has its results; the file is deleted.")
    @Problems({ProblemCode.JOB_UNKNOWN, ProblemCode.JOB_ENDED, ProblemCode.STORE_UNAVAILABLE})
    Mono<JobView> cancel(@PathVariable String id) {
        return jobs.cancel(id).map(JobView::of);
    }

    @Access(Role.DEPARTMENT)
    @GetMapping(
            path = "/{id}/results",
            produces = {MediaType.APPLICATION_NDJSON_VALUE, CSV})
    @Operation(
            summary = "What became of each row",
            description = "So far; NDJSON, or CSV for Accept: text/csv. In the rows' order, with the states of now.")
    @ApiResponse(
            responseCode = "200",
            description = "A result for each row that has one",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                        schema = @Schema(implementation = JobResult.class)),
                @Content(mediaType = CSV, schema = @Schema(type = "string"))
            })
    @Problems({ProblemCode.JOB_UNKNOWN, ProblemCode.JOB_RESULTS_DELETED, ProblemCode.STORE_UNAVAILABLE})
    Mono<Void> results(@PathVariable String id, @Parameter(hidden = true) ServerWebExchange exchange) {
        boolean csv = exchange.getRequest().getHeaders().getAccept().stream()
                .anyMatch(accepted -> MediaType.valueOf(CSV).equalsTypeAndSubtype(accepted));
        ServerHttpResponse response = exchange.getResponse();
        return jobs.own(id)
                .flatMapMany(job -> csv ? results.csv(job) : results.ndjson(job))
                .map(lines -> response.bufferFactory().wrap(lines))
                .as(lines -> {
                    response.getHeaders()
                            .setContentType(
                                    csv
                                            ? new MediaType("text", "csv", StandardCharsets.UTF_8)
                                            : MediaType.APPLICATION_NDJSON);
                    return response.writeWith(lines);
                });
    }
}
