package org.zhaoku.gateway.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Licence types. */
@RestController
@RequestMapping("/api/v1/types")
class TypeController {
    private final Catalogue catalogue;

    TypeController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Access({Role.OPERATOR, Role.DEPARTMENT})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Publish a version of a licence type",
            description =
                    "Also gives the departments in issuers the right to issue it, on the ledger. The same again is no"
                            + " error; another definition needs another version.")
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
                .delayUntil(TypeController::requirePublisher)
                .flatMap(catalogue::publish)
                .map(TypeView::of);
    }

    private static Mono<Void> requirePublisher(TypeRules.Publication publication) {
        UnifiedSocialCreditCode authority = publication.type().code().definingAuthority();
        return Callers.require(
                caller -> caller.is(Role.OPERATOR)
                        || (caller.actsFor(authority) && Set.of(authority).containsAll(publication.issuers())),
                "A department publishes types whose code begins with its own, and gives itself alone the right to issue"
                        + " them; the region's operator does all else.");
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
        return Mono.fromSupplier(() -> parse(code)).flatMap(catalogue::newest).map(TypeView::of);
    }

    private static LicenceTypeCode parse(String code) {
        try {
            return LicenceTypeCode.parse(code);
        } catch (IllegalArgumentException e) {
            throw ProblemCode.TYPE_UNKNOWN.because(
                    "Expected a licence type code of 21 characters; /api/v1/types lists all types.");
        }
    }
}
