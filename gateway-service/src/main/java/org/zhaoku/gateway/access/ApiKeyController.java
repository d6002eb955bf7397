package org.zhaoku.gateway.access;

import io.swagger.v3.oas.annotations.Operation;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** API keys of third parties' applications. */
@RestController
@RequestMapping("/api/v1/api-keys")
class ApiKeyController {
    private final ApiKeys keys;

    ApiKeyController(ApiKeys keys) {
        this.keys = keys;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Access(Role.OPERATOR)
    @Operation(
            summary = "Make an API key for a third party's application",
            description = "The key is in this reply and nowhere else: only a keyed hash of it is stored.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.STORE_UNAVAILABLE})
    Mono<ApiKeyView> make(@RequestBody Mono<ApiKeyRequest> body, Principal caller) {
        return body.map(ApiKeyRequest::checked)
                .flatMap(request -> keys.make(request.name(), request.rights(), request.life(), caller.getName()))
                .map(ApiKeyView::of);
    }

    @GetMapping
    @Access({Role.OPERATOR, Role.AUDITOR})
    @Operation(
            summary = "All API keys, the newest first",
            description = "Also those that count no more; never the keys.")
    @Problems(ProblemCode.STORE_UNAVAILABLE)
    Flux<ApiKeyView> all() {
        return keys.all().map(ApiKeyView::of);
    }

    @DeleteMapping("/{id}")
    @Access(Role.OPERATOR)
    @Operation(
            summary = "Take an API key back",
            description = "It counts no more at any gateway, for good. Again is no error.")
    @Problems({ProblemCode.API_KEY_UNKNOWN, ProblemCode.STORE_UNAVAILABLE})
    Mono<ApiKeyView> revoke(@PathVariable String id, Principal caller) {
        return keys.revoke(id, caller.getName()).map(ApiKeyView::of);
    }
}
