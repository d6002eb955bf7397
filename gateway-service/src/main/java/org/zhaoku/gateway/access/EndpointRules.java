package org.zhaoku.gateway.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Decides by the {@link Access} of the method that will handle the request. A method without one is closed. What no method handles
 * is answered to known callers only (404, 405 and the like): strangers do not learn which paths there are.
 */
@Component
final class EndpointRules implements ReactiveAuthorizationManager<AuthorizationContext> {
    /** Attribute of the exchange: the roles, one of which was needed. */
    static final String NEEDED = EndpointRules.class.getName() + ".needed";

    private final ObjectProvider<DispatcherHandler> dispatcher;

    EndpointRules(ObjectProvider<DispatcherHandler> dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> caller, AuthorizationContext context) {
        ServerWebExchange exchange = context.getExchange();
        return handler(exchange)
                .flatMap(handler -> handler instanceof HandlerMethod method
                        ? allowed(method.getMethodAnnotation(Access.class), caller, exchange)
                        : known(caller))
                .switchIfEmpty(Mono.defer(() -> known(caller)))
                .map(AuthorizationDecision::new);
    }

    // an error of the mapping, such as a wrong method, meets the dispatcher again, which answers with it
    private Mono<Object> handler(ServerWebExchange exchange) {
        List<HandlerMapping> mappings =
                Optional.ofNullable(dispatcher.getObject().getHandlerMappings()).orElse(List.of());
        return Flux.fromIterable(mappings)
                .concatMap(mapping -> mapping.getHandler(exchange))
                .next()
                .onErrorResume(error -> error instanceof ErrorResponse, error -> Mono.empty());
    }

    private static Mono<Boolean> allowed(
            @org.jspecify.annotations.Nullable Access rule, Mono<Authentication> caller, ServerWebExchange exchange) {
        if (rule == null) {
            return Mono.just(false);
        }
        if (rule.open()) {
            return Mono.just(true);
        }
        if (rule.anyRole()) {
            return known(caller);
        }
        Set<Role> needed = Set.copyOf(Arrays.asList(rule.value()));
        exchange.getAttributes().put(NEEDED, needed);
        return caller.ofType(CallerAuthentication.class)
                .map(each -> needed.stream().anyMatch(each.caller()::is))
                .defaultIfEmpty(false);
    }

    private static Mono<Boolean> known(Mono<Authentication> caller) {
        return caller.ofType(CallerAuthentication.class).hasElement();
    }
}
