package org.zhaoku.gateway.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** The gateway's HTTP interface as any client has it. */
final class DemoApi {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private final WebClient http;

    DemoApi(String base, String token) {
        this.http = WebClient.builder()
                .baseUrl(base)
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }

    Map<String, Object> post(String path, Object body) {
        return answer(http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchangeToMono(response -> read(path, response, JSON)));
    }

    Map<String, Object> get(String path) {
        return answer(http.get().uri(path).exchangeToMono(response -> read(path, response, JSON)));
    }

    String text(String path) {
        return answer(http.get()
                .uri(path)
                .accept(MediaType.TEXT_PLAIN)
                .exchangeToMono(response -> read(path, response, new ParameterizedTypeReference<>() {})));
    }

    byte[] bytes(String path) {
        return answer(http.get()
                .uri(path)
                .accept(MediaType.ALL)
                .exchangeToMono(response -> read(path, response, new ParameterizedTypeReference<>() {})));
    }

    private static <T> Mono<T> read(String path, ClientResponse response, ParameterizedTypeReference<T> type) {
        HttpStatusCode status = response.statusCode();
        return status.is2xxSuccessful()
                ? response.bodyToMono(type)
                : response.bodyToMono(String.class)
                        .defaultIfEmpty("")
                        .flatMap(
                                problem -> Mono.error(new DemoException(path + " answered " + status + " " + problem)));
    }

    private static <T> T answer(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
