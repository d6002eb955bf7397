package org.zhaoku.gateway.access;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.gateway.work.WorkPools;
import reactor.core.publisher.Mono;

/** Tokens of the built-in issuer; there only where that is turned on. */
@RestController
@ConditionalOnProperty("zhaoku.access.built-in-issuer")
class TokenController {
    private final TokenIssuer issuer;
    private final WorkPools pools;

    TokenController(TokenIssuer issuer, WorkPools pools) {
        this.issuer = issuer;
        this.pools = pools;
    }

    /**
     * A token, named as in RFC 6749 §5.1.
     *
     * @param expires_in seconds
     */
    record Token(String access_token, String token_type, long expires_in) {
        /** Leaves the token out. */
        @Override
        public String toString() {
            return "token";
        }
    }

    @PostMapping("/api/v1/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(Role.OPERATOR)
    @Operation(
            summary = "Make a token of an invented account, for trying out",
            description =
                    "Only where zhaoku.access.built-in-issuer is on. Elsewhere the identity provider makes tokens.")
    @Problems(ProblemCode.FIELD_INVALID)
    Mono<Token> make(@RequestBody Mono<TokenRequest> body) {
        return body.map(TokenRequest::checked)
                .flatMap(account ->
                        pools.crypto(() -> issuer.issue(account.name(), account.roles(), account.department())))
                .map(token -> new Token(token, "Bearer", TokenIssuer.LIFE.toSeconds()));
    }
}
