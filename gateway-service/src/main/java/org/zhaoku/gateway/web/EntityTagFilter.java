package org.zhaoku.gateway.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives each JSON answer to a GET a weak ETag of its content and answers 304 to one who has it already (RFC 9110 §13). The work is
 * done all the same; the way is spared. Streams and what has an ETag of its own pass as they are. Caches may keep such an answer for
 * its caller alone and must ask again each time.
 */
@Component
final class EntityTagFilter implements WebFilter {
    private static final int TAG_LENGTH = 16;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return HttpMethod.GET.equals(exchange.getRequest().getMethod())
                ? chain.filter(exchange.mutate()
                        .response(new Tagged(exchange.getResponse(), exchange))
                        .build())
                : chain.filter(exchange);
    }

    private static final class Tagged extends ServerHttpResponseDecorator {
        private final ServerWebExchange exchange;

        Tagged(ServerHttpResponse response, ServerWebExchange exchange) {
            super(response);
            this.exchange = exchange;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return body instanceof Mono<? extends DataBuffer> whole && isTaggable()
                    ? whole.<Void>flatMap(this::write)
                    : super.writeWith(body);
        }

        private boolean isTaggable() {
            HttpHeaders headers = getHeaders();
            return (getStatusCode() == null || HttpStatus.OK.equals(getStatusCode()))
                    && MediaType.APPLICATION_JSON.isCompatibleWith(headers.getContentType())
                    && headers.getETag() == null;
        }

        private Mono<Void> write(DataBuffer content) {
            HttpHeaders headers = getHeaders();
            if (headers.getCacheControl() == null) {
                headers.setCacheControl(CacheControl.noCache().cachePrivate());
            }
            if (!exchange.checkNotModified("W/\"" + tag(content) + "\"")) {
                return super.writeWith(Mono.just(content));
            }
            DataBufferUtils.release(content);
            headers.remove(HttpHeaders.CONTENT_LENGTH);
            headers.remove(HttpHeaders.CONTENT_TYPE);
            return setComplete();
        }

        private static String tag(DataBuffer content) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                try (DataBuffer.ByteBufferIterator parts = content.readableByteBuffers()) {
                    parts.forEachRemaining(digest::update);
                }
                return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), TAG_LENGTH));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
