package org.zhaoku.gateway.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.licence.LicenceRow;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Search, export and feed of a department's licences. */
@RestController
@RequestMapping("/api/v1/licences")
class SearchController {
    private static final String CSV = "text/csv";

    private final SearchService search;
    private final OwnDepartment own;

    SearchController(SearchService search, OwnDepartment own) {
        this.search = search;
        this.own = own;
    }

    @Access(Role.DEPARTMENT)
    @GetMapping
    @Operation(
            summary = "Search a department's licences",
            description = "The newest first. A holder's number belongs into no URL: send POST to"
                    + " /api/v1/licences/search to look for one.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.STORE_UNAVAILABLE})
    Mono<SearchService.Page> get(
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String identifier,
            @Parameter(hidden = true) @RequestParam(required = false) @Nullable String holder,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        if (holder != null) {
            var errors = new FieldErrors();
            errors.add(
                    "holder",
                    FieldError.Code.UNKNOWN,
                    "a holder's number would stand in logs; send it in the body of POST /api/v1/licences/search");
            errors.throwIfAny();
        }
        return page(new SearchRequest(department, identifier, null, type, state, from, to, cursor, limit));
    }

    @Access(Role.DEPARTMENT)
    @PostMapping("/search")
    @Operation(summary = "Search a department's licences, by a holder's number, too", description = "The newest first.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.STORE_UNAVAILABLE})
    Mono<SearchService.Page> post(@RequestBody Mono<SearchRequest> body) {
        return body.flatMap(this::page);
    }

    private Mono<SearchService.Page> page(SearchRequest request) {
        return request.query(own).flatMap(query -> search.page(query, request.cursor(), request.limit()));
    }

    @Access(Role.DEPARTMENT)
    @PostMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(
            summary = "Export a department's licences as NDJSON",
            description = "All that match, in one stream, the newest first; cursor and limit are not looked at.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.STORE_UNAVAILABLE})
    Flux<LicenceRow> ndjson(@RequestBody Mono<SearchRequest> body) {
        return body.flatMap(request -> request.query(own)).flatMapMany(search::all);
    }

    @Access(Role.DEPARTMENT)
    @PostMapping(path = "/export.csv", produces = CSV)
    @Operation(
            summary = "Export a department's licences as CSV",
            description = "The same as NDJSON: UTF-8 with a byte order mark and a line of names. A text that a"
                    + " spreadsheet would run as a formula has an apostrophe before it.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.STORE_UNAVAILABLE})
    Flux<String> csv(@RequestBody Mono<SearchRequest> body) {
        return body.flatMap(request -> request.query(own)).flatMapMany(query -> CsvRows.of(search.all(query)));
    }

    @Access(Role.DEPARTMENT)
    @GetMapping("/feed")
    @Operation(
            summary = "What came into force or changed",
            description = "In the order of changed and id, without holders. Ask again with the page's cursor, which is"
                    + " there even if nothing is new. A licence that changes again comes again.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.STORE_UNAVAILABLE})
    Mono<SearchService.Page> feed(
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return own.of(department).flatMap(code -> search.changed(code, cursor, limit));
    }
}
