package org.zhaoku.gateway.access;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds what a request brings: a bearer token, else an API key, else the certificate of a machine that the settings name. A
 * certificate of no such machine is none, since any client may hold one of the same authority.
 */
@Component
final class Credentials implements ServerAuthenticationConverter {
    /** The header of API keys. */
    static final String API_KEY = "X-API-Key";

    private static final String SCHEME = "Bearer ";

    private final Machines machines;

    Credentials(Machines machines) {
        this.machines = machines;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        return Mono.justOrEmpty(find(exchange.getRequest()));
    }

    private Optional<Credential> find(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        Optional<String> purpose = Optional.ofNullable(headers.getFirst(Callers.PURPOSE));
        return Optional.ofNullable(headers.getFirst(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> new Credential(
                        Credential.Kind.TOKEN, header.substring(SCHEME.length()).strip(), purpose))
                .or(() -> Optional.ofNullable(headers.getFirst(API_KEY))
                        .map(key -> new Credential(Credential.Kind.API_KEY, key.strip(), purpose)))
                .or(() -> certificate(request)
                        .flatMap(machines::find)
                        .map(machine -> new Credential(Credential.Kind.CERTIFICATE, machine, purpose)));
    }

    private static Optional<X509Certificate> certificate(ServerHttpRequest request) {
        SslInfo tls = request.getSslInfo();
        X509Certificate[] chain = tls == null ? null : tls.getPeerCertificates();
        return chain == null || chain.length == 0 ? Optional.empty() : Optional.of(chain[0]);
    }
}
