package org.zhaoku.gateway.access;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.web.server.ServerWebExchange;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.KeyUse;
import org.zhaoku.gateway.keys.MongoSealedField;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.gateway.web.ProblemWriter;
import reactor.core.publisher.Mono;

/**
 * Callers are known by token, API key or certificate, held to their limits, and let through by the rule of the endpoint; without a
 * rule nothing is open. No cookies, so no CSRF.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration {
    /** What is no endpoint of the API. */
    private static final String[] OPEN = {
        "/", "/openapi", "/openapi.yaml", "/actuator/health", "/actuator/health/**",
    };

    @Bean
    @Conditional(WithOperatorToken.class)
    OperatorToken operatorToken(
            @Value("${zhaoku.api.token:}") String configured,
            AccessProperties properties,
            DataDirectory directory,
            SecureRandom random) {
        return new OperatorToken(
                configured.isEmpty() ? ApiToken.in(directory, random) : ApiToken.of(configured),
                properties.tokenRoles());
    }

    @Bean
    KeyUse sealedApiKeySecret(Database database, Envelope envelope) {
        return new MongoSealedField(database, MongoApiKeys.SECRETS, MongoApiKeys.SEALED, MongoApiKeys.SECRET, envelope);
    }

    @Bean
    SecurityWebFilterChain security(
            ServerHttpSecurity http,
            CallerManager callers,
            Credentials credentials,
            EndpointRules rules,
            RateLimitFilter limits,
            ProblemWriter problems) {
        var authentication = new AuthenticationWebFilter(callers);
        authentication.setServerAuthenticationConverter(credentials);
        authentication.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
        authentication.setAuthenticationFailureHandler((exchange, failure) ->
                limits.refused(exchange.getExchange(), Mono.defer(() -> refuse(problems, exchange, failure))));
        return http.authorizeExchange(paths ->
                        paths.pathMatchers(OPEN).permitAll().anyExchange().access(rules))
                .addFilterAt(authentication, SecurityWebFiltersOrder.AUTHENTICATION)
                .addFilterAfter(
                        (exchange, chain) -> limits.filter(exchange, Mono.defer(() -> chain.filter(exchange))),
                        SecurityWebFiltersOrder.AUTHENTICATION)
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (exchange, failure) -> problems.write(exchange, missing(exchange)))
                        .accessDeniedHandler((exchange, denied) -> problems.write(exchange, forbidden(exchange))))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .build();
    }

    private static Mono<Void> refuse(
            ProblemWriter problems, WebFilterExchange exchange, AuthenticationException failure) {
        return problems.write(exchange.getExchange(), refused(failure));
    }

    private static ProblemException refused(AuthenticationException failure) {
        if (failure instanceof ProviderUnavailableException) {
            return ProblemCode.PROVIDER_UNAVAILABLE.because(
                    "The keys of the identity provider cannot be fetched now, so your token cannot be checked; try again.");
        }
        return ProblemCode.TOKEN_WRONG.because(
                failure instanceof RefusedCredentialException
                        ? String.valueOf(failure.getMessage())
                        : "What you sent to say who you are does not count here.");
    }

    private static ProblemException missing(ServerWebExchange exchange) {
        return ProblemCode.TOKEN_MISSING.because(
                exchange.getRequest().getSslInfo() == null
                        ? "Send the header Authorization: Bearer with a token, or X-API-Key with an API key."
                        : "Send the header Authorization: Bearer with a token, X-API-Key with an API key, or use a client"
                                + " certificate whose subject is in zhaoku.access.machines.");
    }

    private static ProblemException forbidden(ServerWebExchange exchange) {
        Set<?> needed = exchange.getAttributeOrDefault(EndpointRules.NEEDED, Set.of());
        return ProblemCode.FORBIDDEN.because(
                needed.isEmpty()
                        ? "This is closed to everyone."
                        : "This needs the role "
                                + needed.stream().map(String::valueOf).sorted().collect(Collectors.joining(" or "))
                                + ".");
    }

    /** Whether there is an operator's token at all: unless its roles are set to none. */
    static final class WithOperatorToken implements org.springframework.context.annotation.Condition {
        @Override
        public boolean matches(
                org.springframework.context.annotation.ConditionContext context,
                org.springframework.core.type.AnnotatedTypeMetadata metadata) {
            return Optional.ofNullable(context.getEnvironment().getProperty("zhaoku.access.token-roles"))
                    .filter(String::isBlank)
                    .isEmpty();
        }
    }
}
