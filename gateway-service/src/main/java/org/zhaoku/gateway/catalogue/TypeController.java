package org.zhaoku.gateway.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Caller;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Licence types. */
@RestController
@RequestMapping("/api/v1/types")
class TypeController {
    private final Catalogue catalogue;
    private final Clock clock;

    TypeController(Catalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Access({Role.OPERATOR, Role.DEPARTMENT})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Publish a version of a licence type",
            description =
                    "Puts the definition's digest on the ledger, and gives the departments in issuers the right to issue"
                            + " it there. The same again is no error; another definition needs another version.")
    @Problems({
        ProblemCode.FIELD_INVALID,
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.TYPE_VERSION_TAKEN,
        ProblemCode.LEDGER_REFUSED,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<TypeView> publish(@RequestBody Mono<TypeRequest> body) {
        return body.map(TypeRules::check)
                .delayUntil(Definers::requirePublisher)
                .flatMap(catalogue::publish)
                .map(TypeView::of);
    }

    @Access(anyRole = true)
    @GetMapping
    @Operation(summary = "The newest version of each licence type")
    @Problems(ProblemCode.STORE_UNAVAILABLE)
    Flux<TypeView> all() {
        return catalogue.all().map(TypeView::of);
    }

    @Access(anyRole = true)
    @GetMapping("/{code}")
    @Operation(summary = "The newest version of a licence type")
    @Problems({ProblemCode.TYPE_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<TypeView> one(@PathVariable String code) {
        return versions(code).next();
    }

    @Access(anyRole = true)
    @GetMapping("/{code}/versions")
    @Operation(summary = "All versions of a licence type, the newest first")
    @Problems({ProblemCode.TYPE_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Flux<TypeView> versions(@PathVariable String code) {
        return Flux.defer(() -> catalogue.versions(parse(code))).map(TypeView::of);
    }

    @Access(anyRole = true)
    @GetMapping("/{code}/versions/{version}")
    @Operation(summary = "A version of a licence type")
    @Problems({ProblemCode.REQUEST_MALFORMED, ProblemCode.TYPE_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<TypeView> version(@PathVariable String code, @PathVariable int version) {
        return entry(code, version).map(TypeView::of);
    }

    @Access(anyRole = true)
    @GetMapping(path = "/{code}/versions/{version}/definition", produces = MediaType.APPLICATION_CBOR_VALUE)
    @Operation(
            summary = "The bytes of a version's definition",
            description = "Their SM3 is the version's digest, which is on the ledger and in the trust bundle.")
    @Problems({ProblemCode.REQUEST_MALFORMED, ProblemCode.TYPE_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<byte[]> definition(@PathVariable String code, @PathVariable int version) {
        return entry(code, version)
                .map(entry -> TypeDefinitions.encode(entry.type()).toArray());
    }

    @Access(anyRole = true)
    @GetMapping(path = "/{code}/versions/{version}/schema", produces = "application/schema+json")
    @Operation(
            summary = "What the fields of a licence must be, as JSON Schema",
            description = "Draft 2020-12, for the member fields of a request to issue; assert formats.")
    @Problems({ProblemCode.REQUEST_MALFORMED, ProblemCode.TYPE_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<Map<String, Object>> schema(@PathVariable String code, @PathVariable int version) {
        return entry(code, version).map(entry -> TypeSchema.of(entry.type()));
    }

    @Access({Role.OPERATOR, Role.DEPARTMENT})
    @PostMapping("/{code}/versions/{version}/retirement")
    @Operation(
            summary = "Retire a version of a licence type",
            description = "It issues no more; the newest version that is not retired does. What it issued stays valid.")
    @Problems({
        ProblemCode.REQUEST_MALFORMED,
        ProblemCode.FIELD_INVALID,
        ProblemCode.TYPE_UNKNOWN,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<TypeView> retire(
            @PathVariable String code, @PathVariable int version, @RequestBody Mono<RetirementRequest> body) {
        return Definers.require(code)
                .then(retirement(body))
                .flatMap(retirement -> catalogue.retire(parse(code), version, retirement))
                .map(TypeView::of);
    }

    @Access({Role.OPERATOR, Role.DEPARTMENT})
    @PostMapping("/{code}/retirement")
    @Operation(
            summary = "Retire a licence type",
            description = "Nothing is issued under any of its versions; what they issued stays valid.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.TYPE_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Flux<TypeView> retireAll(@PathVariable String code, @RequestBody Mono<RetirementRequest> body) {
        return Definers.require(code)
                .then(retirement(body))
                .flatMapMany(retirement -> catalogue.retire(parse(code), retirement))
                .map(TypeView::of);
    }

    private Mono<Retirement> retirement(Mono<RetirementRequest> body) {
        return body.zipWith(
                Callers.required().map(Caller::name), (request, name) -> request.checked(name, clock.instant()));
    }

    private Mono<CatalogueEntry> entry(String code, int version) {
        return Mono.defer(() -> catalogue.entry(parse(code), version));
    }

    /** @throws org.zhaoku.gateway.web.ProblemException with TYPE_UNKNOWN */
    static LicenceTypeCode parse(String code) {
        try {
            return LicenceTypeCode.parse(code);
        } catch (IllegalArgumentException e) {
            throw ProblemCode.TYPE_UNKNOWN.because(
                    "Expected a licence type code of 21 characters; /api/v1/types lists all types.");
        }
    }
}
