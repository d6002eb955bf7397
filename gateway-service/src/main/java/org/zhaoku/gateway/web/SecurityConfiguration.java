package org.zhaoku.gateway.web;

import java.security.SecureRandom;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.web.server.ServerWebExchange;
import org.zhaoku.gateway.store.DataDirectory;
import reactor.core.publisher.Mono;

/**
 * Nothing is open without a token but verification, what regions show one another, the API's description and health. No cookies, so
 * no CSRF.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {
    static final String[] OPEN = {
        "/",
        "/openapi",
        "/openapi.yaml",
        "/actuator/health",
        "/actuator/health/**",
        "/api/v1/verifications/**",
        "/api/v1/checkpoints/**",
        "/api/v1/regions"
    };

    private static final String SCHEME = "Bearer ";

    @Bean
    ApiToken apiToken(@Value("${zhaoku.api.token:}") String configured, DataDirectory directory, SecureRandom random) {
        return configured.isEmpty() ? ApiToken.in(directory, random) : ApiToken.of(configured);
    }

    @Bean
    ReactiveAuthenticationManager tokenCheck(ApiToken token) {
        return authentication -> token.matches(String.valueOf(authentication.getCredentials()))
                ? Mono.just(UsernamePasswordAuthenticationToken.authenticated(
                        "api", null, List.of(new SimpleGrantedAuthority("ROLE_API"))))
                : Mono.error(new BadCredentialsException("wrong token"));
    }

    @Bean
    SecurityWebFilterChain security(
            ServerHttpSecurity http, ReactiveAuthenticationManager tokenCheck, ProblemWriter problems) {
        var filter = new AuthenticationWebFilter(tokenCheck);
        filter.setServerAuthenticationConverter(SecurityConfiguration::token);
        filter.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
        filter.setAuthenticationFailureHandler(new ServerAuthenticationEntryPointFailureHandler(
                (exchange, failure) -> problems.write(exchange, unauthenticated(failure))));
        return http.authorizeExchange(paths ->
                        paths.pathMatchers(OPEN).permitAll().anyExchange().hasRole("API"))
                .addFilterAt(filter, SecurityWebFiltersOrder.AUTHENTICATION)
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (exchange, failure) -> problems.write(exchange, unauthenticated(failure)))
                        .accessDeniedHandler((exchange, denied) ->
                                problems.write(exchange, ProblemCode.FORBIDDEN.because("This token may not do this."))))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .build();
    }

    private static Mono<Authentication> token(ServerWebExchange exchange) {
        return Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> UsernamePasswordAuthenticationToken.unauthenticated(
                        "api", header.substring(SCHEME.length()).strip()));
    }

    private static ProblemException unauthenticated(AuthenticationException failure) {
        return failure instanceof BadCredentialsException
                ? ProblemCode.TOKEN_WRONG.because("The token is not this gateway's; compare it with the operator's.")
                : ProblemCode.TOKEN_MISSING.because("Send the header Authorization: Bearer with the gateway's token.");
    }
}
