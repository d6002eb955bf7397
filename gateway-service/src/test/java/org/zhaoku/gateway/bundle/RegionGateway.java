package org.zhaoku.gateway.bundle;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.zhaoku.gateway.GatewayApplication;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.SharedLedger;
import org.zhaoku.gateway.testing.BlockingCalls;

/** A whole gateway of one region over a shared ledger, spoken to over HTTP. */
public final class RegionGateway implements AutoCloseable {
    static final String TOKEN = "a-token-for-the-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SharedLedger.Region ledger;
    private final int port;
    private final ConfigurableApplicationContext context;

    private RegionGateway(SharedLedger.Region ledger, int port, ConfigurableApplicationContext context) {
        this.ledger = ledger;
        this.port = port;
        this.context = context;
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param ports where each region's gateway is, by MSP id */
    public static RegionGateway start(
            SharedLedger.Region ledger, Path data, Map<String, Integer> ports, String... settings) {
        int port = requireNonNull(ports.get(ledger.region()));
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--zhaoku.ledger=of-the-test",
                "--zhaoku.api.token=" + TOKEN,
                "--zhaoku.data-dir=" + data,
                "--zhaoku.keys.region-name=" + ledger.region(),
                "--springdoc.api-docs.enabled=false"));
        ports.forEach((region, at) -> arguments.add("--zhaoku.bundle.addresses." + region + "=http://127.0.0.1:" + at));
        arguments.addAll(List.of(settings));
        var context = new SpringApplicationBuilder(GatewayApplication.class)
                .initializers(fresh -> provide((GenericApplicationContext) fresh, ledger))
                .run(arguments.toArray(String[]::new));
        return new RegionGateway(ledger, port, context);
    }

    private static void provide(GenericApplicationContext context, Ledger ledger) {
        context.registerBean("ledger", Ledger.class, () -> ledger);
        // or the first gateway that ends would take the others' event loops with it
        context.registerBean(ReactorResourceFactory.class, () -> {
            var resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            return resources;
        });
    }

    public SharedLedger.Region ledger() {
        return ledger;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public static void until(String what, BooleanSupplier condition) {
        GatewayProcess.until(what, Duration.ofMillis(50), PATIENCE, condition);
    }

    public HttpResponse<byte[]> get(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    public HttpResponse<byte[]> send(String method, String path, String type, byte[] body) {
        return send(request(path)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException e) {
            throw new AssertionError(
                    "no answer: " + request.build().uri() + "; event loops were blocked by " + BlockingCalls.found(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
