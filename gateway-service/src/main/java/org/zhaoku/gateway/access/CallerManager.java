package org.zhaoku.gateway.access;

import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.work.WorkPools;
import reactor.core.publisher.Mono;

/** Turns what a request brought into a caller. */
@Component
final class CallerManager implements ReactiveAuthenticationManager {
    private final Optional<OperatorToken> operator;
    private final ObjectProvider<ReactiveJwtDecoder> tokens;
    private final JwtCallers claims;
    private final ApiKeys keys;
    private final Machines machines;
    private final WorkPools pools;

    CallerManager(
            Optional<OperatorToken> operator,
            ObjectProvider<ReactiveJwtDecoder> tokens,
            JwtCallers claims,
            ApiKeys keys,
            Machines machines,
            WorkPools pools) {
        this.operator = operator;
        this.tokens = tokens;
        this.claims = claims;
        this.keys = keys;
        this.machines = machines;
        this.pools = pools;
    }

    @Override
    public Mono<Authentication> authenticate(Authentication authentication) {
        return Mono.just(authentication)
                .ofType(Credential.class)
                .flatMap(this::caller)
                .map(CallerAuthentication::new);
    }

    private Mono<Caller> caller(Credential credential) {
        return switch (credential.kind()) {
            case TOKEN ->
                Mono.justOrEmpty(operator.flatMap(token -> token.caller(credential.value())))
                        .switchIfEmpty(Mono.defer(() -> token(credential.value())));
            case API_KEY -> keys.caller(credential.value(), credential.purpose());
            case CERTIFICATE -> Mono.fromCallable(() -> machines.caller(credential.value()));
        };
    }

    // apart from the event loops: the first of all tokens loads the provider of signatures
    private Mono<Caller> token(String value) {
        ReactiveJwtDecoder decoder = tokens.getIfAvailable();
        if (decoder == null) {
            return Mono.error(
                    new RefusedCredentialException("The token is not this gateway's; compare it with the operator's."));
        }
        return pools.crypto(() -> decoder.decode(value))
                .flatMap(jwt -> jwt)
                .map(claims::caller)
                .onErrorMap(JwtValidationException.class, CallerManager::outOfPlace)
                .onErrorMap(
                        BadJwtException.class,
                        e -> new RefusedCredentialException(
                                "The token is neither the operator's nor one that the provider of this gateway signed."))
                .onErrorMap(JwtException.class, ProviderUnavailableException::new);
    }

    // these texts are Spring's and hold no value of the token but its times
    private static RefusedCredentialException outOfPlace(JwtValidationException error) {
        return new RefusedCredentialException("The token does not count here: "
                + error.getErrors().stream().map(OAuth2Error::getDescription).collect(Collectors.joining("; "))
                + ". Get a new one from the provider.");
    }
}
