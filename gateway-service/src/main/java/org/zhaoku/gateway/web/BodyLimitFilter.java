package org.zhaoku.gateway.web;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Bounds every body before anything reads it. What is too much is thrown away up to a second bound and only then refused: a
 * client that is still sending would otherwise meet a broken connection instead of the problem.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BodyLimitFilter implements WebFilter {
    // images of codes; manifests of trust bundles
    private static final List<MediaType> LARGE = List.of(MediaType.valueOf("image/*"), MediaType.APPLICATION_CBOR);
    private static final long MAX_LARGE = 8L << 20;
    private static final long MAX_OTHER = 1L << 20;
    private static final long MAX_BATCH = 16L << 20;
    private static final long MAX_THROWN_AWAY = 64L << 20;
    /** Read row by row, with limits of its own. */
    private static final String STREAM = "/api/v1/licences";
    /** Stored part by part, with a limit of its own. */
    private static final String UPLOAD = "/api/v1/jobs";
    /** Signed as a whole, so it is read as a whole. */
    private static final String BATCHES = "/api/v1/batches";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        return isStream(request)
                ? chain.filter(exchange)
                : chain.filter(exchange.mutate().request(new Limited(request)).build());
    }

    private static boolean isStream(ServerHttpRequest request) {
        String path = request.getPath().value();
        return UPLOAD.equals(path)
                || (STREAM.equals(path)
                        && MediaType.APPLICATION_NDJSON.isCompatibleWith(
                                request.getHeaders().getContentType()));
    }

    private static final class Limited extends ServerHttpRequestDecorator {
        Limited(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            long limit = limit();
            return Flux.defer(() -> {
                var read = new AtomicLong();
                return super.getBody()
                        .<DataBuffer>handle((buffer, sink) -> {
                            long length = read.addAndGet(buffer.readableByteCount());
                            if (length <= limit) {
                                sink.next(buffer);
                                return;
                            }
                            DataBufferUtils.release(buffer);
                            if (length > MAX_THROWN_AWAY) {
                                sink.error(tooLarge());
                            }
                        })
                        .concatWith(Flux.defer(() -> read.get() > limit ? Flux.error(tooLarge()) : Flux.empty()));
            });
        }

        private long limit() {
            if (BATCHES.equals(getPath().value())) {
                return MAX_BATCH;
            }
            return LARGE.stream().anyMatch(type -> type.includes(getHeaders().getContentType()))
                    ? MAX_LARGE
                    : MAX_OTHER;
        }

        private static DataBufferLimitException tooLarge() {
            return new DataBufferLimitException("the body is too large");
        }
    }
}
