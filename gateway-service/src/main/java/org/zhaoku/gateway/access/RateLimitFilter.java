package org.zhaoku.gateway.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemWriter;
import reactor.core.publisher.Mono;

/**
 * Holds each caller to its limit and says in each reply how much is left (draft-ietf-httpapi-ratelimit-headers-10). Not a {@code
 * WebFilter}: it stands inside the security chain alone, after callers are known.
 */
@Component
final class RateLimitFilter {
    private static final String POLICY = "minute";

    private final RateLimits limits;
    private final ProblemWriter problems;

    RateLimitFilter(RateLimits limits, ProblemWriter problems) {
        this.limits = limits;
        this.problems = problems;
    }

    /** Goes on if the caller's limit allows it, and answers RATE_LIMITED otherwise. */
    Mono<Void> filter(ServerWebExchange exchange, Mono<Void> next) {
        return Callers.current()
                .map(limits::use)
                .switchIfEmpty(Mono.fromSupplier(() -> limits.use(address(exchange))))
                .flatMap(use -> apply(exchange, use, next));
    }

    /** The same for a request whose credentials were refused. */
    Mono<Void> refused(ServerWebExchange exchange, Mono<Void> next) {
        return Mono.defer(() -> apply(exchange, limits.use(address(exchange)), next));
    }

    private Mono<Void> apply(ServerWebExchange exchange, Optional<RateLimits.Use> counted, Mono<Void> next) {
        if (counted.isEmpty()) {
            return next;
        }
        RateLimits.Use use = counted.get();
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("RateLimit-Policy", "\"" + POLICY + "\";q=" + use.limit() + ";w=60");
        headers.set("RateLimit", "\"" + POLICY + "\";r=" + use.remaining() + ";t=" + use.reset());
        if (use.allowed()) {
            return next;
        }
        headers.set(HttpHeaders.RETRY_AFTER, "" + use.retryAfter());
        return problems.write(
                exchange,
                ProblemCode.RATE_LIMITED.because("You may ask " + use.limit()
                        + " times in a minute here. Try again after the seconds in Retry-After."));
    }

    private static Optional<InetAddress> address(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getRequest().getRemoteAddress()).map(InetSocketAddress::getAddress);
    }
}
