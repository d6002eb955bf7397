package org.zhaoku.gateway.testing;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of tests over connections that are kept. Seldom, on a busy machine, one gets no answer there though no thread of either side
 * waits for anything. Whether client or server loses it is not known: what only reads is asked again over a new connection, and
 * the log says so. A gateway that hangs answers there neither, and fails the test.
 */
public final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
    private static final Duration READING = Duration.ofSeconds(15);

    private Asking() {}

    /** A client that keeps connections. */
    public static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** @param patience for what changes something */
    public static HttpResponse<byte[]> send(HttpClient http, HttpRequest.Builder request, Duration patience)
            throws IOException, InterruptedException {
        HttpRequest whole = request.timeout(patience).build();
        if (!whole.method().equals("GET")) {
            return http.send(whole, HttpResponse.BodyHandlers.ofByteArray());
        }
        HttpRequest reading = request.timeout(READING).build();
        try {
            return http.send(reading, HttpResponse.BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException e) {
            LOG.warn("no answer over a kept connection, asked again over a new one: {}", reading.uri());
            return client().send(reading, HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
