package org.zhaoku.gateway.web;

import java.util.List;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Compresses text that a GET asks for. An answer to what a caller sent is never compressed: where secrets and a stranger's text are
 * packed together the length tells of the secrets (BREACH), and {@code server.compression} knows no methods. Nor are codes, bundles
 * and images, which have no air in them and strong ETags.
 */
@Configuration(proxyBeanMethods = false)
class CompressionConfiguration {
    private static final int MIN_LENGTH = 2048;
    private static final List<MediaType> TEXT = List.of(
            MediaType.APPLICATION_JSON,
            MediaType.APPLICATION_NDJSON,
            MediaType.valueOf("text/csv"),
            MediaType.valueOf("application/vnd.oai.openapi"));

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> compression() {
        return factory -> factory.addServerCustomizers(
                server -> server.compress((request, response) -> isCompressed(request, response)));
    }

    private static boolean isCompressed(HttpServerRequest request, HttpServerResponse response) {
        String type = response.responseHeaders().get(HttpHeaders.CONTENT_TYPE);
        String length = response.responseHeaders().get(HttpHeaders.CONTENT_LENGTH);
        return request.method().name().equals("GET")
                && type != null
                && TEXT.stream().anyMatch(text -> text.includes(MediaType.valueOf(type)))
                && (length == null || Long.parseLong(length) >= MIN_LENGTH);
    }
}
