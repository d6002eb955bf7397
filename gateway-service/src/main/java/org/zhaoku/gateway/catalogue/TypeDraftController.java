package org.zhaoku.gateway.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Mono;

/** Drafts of licence types. */
@RestController
@RequestMapping("/api/v1/types/{code}/draft")
class TypeDraftController {
    private final TypeDrafts drafts;

    TypeDraftController(TypeDrafts drafts) {
        this.drafts = drafts;
    }

    @Access({Role.OPERATOR, Role.DEPARTMENT})
    @PutMapping
    @Operation(
            summary = "Keep a draft of a licence type",
            description =
                    "In place of an earlier one. It is checked like a publication, and takes the version after the"
                            + " newest, whatever version says. Nothing is issued under it.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.TYPE_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<TypeView> save(@PathVariable String code, @RequestBody Mono<TypeRequest> body) {
        return body.map(TypeRules::check)
                .doOnNext(draft -> requireSame(code, draft))
                .delayUntil(Definers::requirePublisher)
                .flatMap(drafts::save)
                .map(TypeView::of);
    }

    private static void requireSame(String code, TypeDraft draft) {
        var errors = new FieldErrors();
        if (!TypeController.parse(code).equals(draft.type().code())) {
            errors.add("code", FieldError.Code.RANGE, "expected the code in the path");
        }
        errors.throwIfAny();
    }

    @Access({Role.OPERATOR, Role.DEPARTMENT})
    @GetMapping
    @Operation(summary = "The draft of a licence type")
    @Problems({ProblemCode.TYPE_UNKNOWN, ProblemCode.TYPE_DRAFT_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<TypeView> one(@PathVariable String code) {
        return Definers.require(code)
                .then(Mono.defer(() -> drafts.find(TypeController.parse(code))))
                .map(TypeView::of);
    }

    @Access({Role.OPERATOR, Role.DEPARTMENT})
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Throw the draft of a licence type away")
    @Problems({ProblemCode.TYPE_UNKNOWN, ProblemCode.TYPE_DRAFT_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<Void> delete(@PathVariable String code) {
        return Definers.require(code).then(Mono.defer(() -> drafts.delete(TypeController.parse(code))));
    }

    @Access({Role.OPERATOR, Role.DEPARTMENT})
    @PostMapping("/publication")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Publish the draft of a licence type",
            description = "As POST /api/v1/types does; the draft is gone then.")
    @Problems({
        ProblemCode.TYPE_UNKNOWN,
        ProblemCode.TYPE_DRAFT_UNKNOWN,
        ProblemCode.DEPARTMENT_UNKNOWN,
        ProblemCode.TYPE_VERSION_TAKEN,
        ProblemCode.LEDGER_REFUSED,
        ProblemCode.LEDGER_UNAVAILABLE,
        ProblemCode.STORE_UNAVAILABLE
    })
    Mono<TypeView> publish(@PathVariable String code) {
        return Definers.require(code)
                .then(Mono.defer(() -> drafts.publish(TypeController.parse(code))))
                .map(TypeView::of);
    }
}
