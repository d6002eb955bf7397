package org.zhaoku.gateway.keys;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Mono;

/**
 * A signing service over HTTPS with a certificate on both sides; gateway-service/README.md has its paths. Each call blocks until the
 * whole answer is there or the time is over. An answer is at most 1 MiB.
 */
final class SigningService {
    private static final int MAX_ANSWER = 1 << 20;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private final RemoteSignerProperties properties;
    private final Duration timeout;
    private volatile WebClient http;

    SigningService(RemoteSignerProperties properties, SslBundles bundles) {
        this.properties = properties;
        this.timeout = properties.timeout();
        this.http = client(bundles.getBundle(properties.sslBundle()));
        bundles.addBundleUpdateHandler(properties.sslBundle(), renewed -> http = client(renewed));
    }

    /**
     * A key of the service.
     *
     * @param id 1 to 128 letters, digits and {@code . _ -}
     * @param certificate base64 of X.509 in DER
     */
    record Key(String id, String certificate) {
        private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

        Key {
            if (id == null || !ID.matcher(id).matches() || certificate == null) {
                throw new IllegalArgumentException("expected a key's id and certificate");
            }
        }
    }

    /** @param signature base64 of r‖s */
    private record Signed(@Nullable String signature) {}

    /** The keys of an owner, in the order in which they were made. */
    List<Key> keys(String owner) {
        return answer(http.get()
                .uri(uri -> uri.path("/keys").queryParam("owner", owner).build())
                .exchangeToMono(response -> body(response, new ParameterizedTypeReference<List<Key>>() {})));
    }

    /**
     * Makes an owner's key and its certificate.
     *
     * @param number which of the owner's keys it is, from 1: a request that is sent twice makes one, and one that is there is no
     *     error
     */
    void create(String owner, String name, int number) {
        answer(http.post()
                .uri("/keys")
                .bodyValue(Map.of("owner", owner, "name", name, "number", number))
                .exchangeToMono(response -> response.statusCode().isSameCodeAs(HttpStatus.CONFLICT)
                                || response.statusCode().is2xxSuccessful()
                        ? response.releaseBody().thenReturn(true)
                        : refused(response)));
    }

    /** Signs e = SM3(Z‖M). */
    Bytes signDigest(String key, Bytes digest) {
        return sign(key, "digest", digest);
    }

    Bytes signMessage(String key, Bytes message) {
        return sign(key, "message", message);
    }

    private Bytes sign(String key, String name, Bytes input) {
        Signed signed = answer(http.post()
                .uri("/keys/{id}/signatures", key)
                .bodyValue(Map.of(name, Base64.getEncoder().encodeToString(input.toArray())))
                .exchangeToMono(response -> body(response, new ParameterizedTypeReference<Signed>() {})));
        if (signed.signature() == null) {
            throw SigningServiceException.wrongAnswer("no signature");
        }
        try {
            return Bytes.of(Base64.getDecoder().decode(signed.signature()));
        } catch (IllegalArgumentException e) {
            throw SigningServiceException.wrongAnswer("the signature is not base64", e);
        }
    }

    private <T> T answer(Mono<T> exchange) {
        return exchange.timeout(timeout)
                .onErrorMap(SigningService::failure)
                .blockOptional()
                .orElseThrow(() -> SigningServiceException.wrongAnswer("nothing"));
    }

    private static <T> Mono<T> body(ClientResponse response, ParameterizedTypeReference<T> type) {
        return response.statusCode().is2xxSuccessful() ? response.bodyToMono(type) : refused(response);
    }

    private static <T> Mono<T> refused(ClientResponse response) {
        int status = response.statusCode().value();
        return response.releaseBody()
                .then(Mono.error(() -> status == TOO_MANY || status >= SERVER_ERRORS
                        ? SigningServiceException.busy(status)
                        : SigningServiceException.refused(status)));
    }

    private static Throwable failure(Throwable error) {
        if (error instanceof SigningServiceException) {
            return error;
        }
        return error instanceof WebClientRequestException
                        || error instanceof TimeoutException
                        || error instanceof IOException
                ? SigningServiceException.unreachable(error)
                : SigningServiceException.wrongAnswer("it cannot be read", error);
    }

    private WebClient client(SslBundle bundle) {
        HttpClient tls = HttpClient.newBuilder()
                .sslContext(bundle.createSslContext())
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return WebClient.builder()
                .baseUrl(properties.url().toString())
                .clientConnector(new JdkClientHttpConnector(tls))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_ANSWER))
                .build();
    }
}
