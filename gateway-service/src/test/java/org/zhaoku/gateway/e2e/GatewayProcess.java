package org.zhaoku.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway as users have it: the jar in a process of its own, spoken to over HTTP, killed with SIGKILL. */
public final class GatewayProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TOKEN = "end-to-end-test-token";
    private static final JsonMapper JSON = new JsonMapper();

    /** For many gateways on a small machine: little memory, and no long compilation. */
    private static final List<String> FRUGAL = List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path data;
    private final List<String> jvm;
    private final List<String> arguments;
    private final int port;
    private Process process;

    /** @param arguments what the ledger under test asks for */
    public GatewayProcess(Path data, List<String> arguments) {
        this(data, freePort(), FRUGAL, arguments);
    }

    /** @param port at which others are told to find it */
    public GatewayProcess(Path data, int port, List<String> arguments) {
        this(data, port, FRUGAL, arguments);
    }

    /** @param jvm options of the process itself */
    public GatewayProcess(Path data, List<String> jvm, List<String> arguments) {
        this(data, freePort(), jvm, arguments);
    }

    private GatewayProcess(Path data, int port, List<String> jvm, List<String> arguments) {
        this.data = data;
        this.port = port;
        this.jvm = jvm;
        this.arguments = arguments;
        this.process = start();
    }

    /** A port of the loopback address that nobody had a moment ago. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-Dorg.bouncycastle.pkcs12.store_it_count=10000",
                "-jar",
                Path.of("target", "zhaoku-gateway-service.jar").toString(),
                "--server.port=" + port,
                "--zhaoku.api.token=" + TOKEN,
                "--zhaoku.data-dir=" + data.toAbsolutePath()));
        command.addAll(arguments);
        try {
            Files.createDirectories(data);
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            data.resolve("gateway.log").toFile()))
                    .start();
            try {
                until("the gateway serves", () -> ready(started));
            } catch (RuntimeException | Error e) {
                started.destroyForcibly();
                throw e;
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean ready(Process started) {
        assertThat(started.isAlive())
                .as("the gateway ended; see %s", data.resolve("gateway.log"))
                .isTrue();
        try {
            return send("GET", "/actuator/health/readiness", "application/json", new byte[0])
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Asks again and again until it is so. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, Duration.ofMillis(20), condition);
    }

    /** @param pause from one question to the next */
    public static void until(String what, Duration pause, BooleanSupplier condition) {
        until(what, pause, PATIENCE, condition);
    }

    /** @param patience for what may take longer than anything that a gateway does */
    public static void until(String what, Duration pause, Duration patience, BooleanSupplier condition) {
        if (!comesTrue(pause, patience, condition)) {
            throw new AssertionError("not in time: " + what);
        }
    }

    /** Asks again and again, and says whether it was so within that time. */
    public static boolean comesTrue(Duration pause, Duration patience, BooleanSupplier condition) {
        return Flux.interval(Duration.ZERO, pause)
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic(), 1)
                .map(tick -> condition.getAsBoolean())
                .filter(so -> so)
                .next()
                .timeout(patience, Mono.just(false))
                .blockOptional()
                .orElse(false);
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        join();
    }

    /** SIGTERM, and waits for the end. */
    public void stop() {
        process.destroy();
        join();
    }

    /** @param signal such as STOP and CONT: it hangs and goes on */
    public void signal(String signal) {
        try {
            Process sent = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            assertThat(sent.waitFor()).as("kill -%s", signal).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void startAgain() {
        process = start();
    }

    private void join() {
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("the gateway ends")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public HttpResponse<byte[]> send(String method, String path, String contentType, byte[] body) {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", contentType)
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body)),
                path);
    }

    /**
     * Sends a request, with the token.
     *
     * @throws UncheckedIOException if it cannot be reached or does not answer within a minute
     */
    public HttpResponse<byte[]> send(HttpRequest.Builder request, String path) {
        try {
            return http.send(
                    request.uri(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + TOKEN)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** The operator's token. */
    String token() {
        return TOKEN;
    }

    public JsonNode post(String path, Map<String, Object> body) {
        return json(send("POST", path, "application/json", JSON.writeValueAsBytes(body)));
    }

    public JsonNode get(String path) {
        return json(send("GET", path, "application/json", new byte[0]));
    }

    public byte[] bytes(String path) {
        HttpResponse<byte[]> response = send("GET", path, "application/json", new byte[0]);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    public JsonNode json(HttpResponse<byte[]> response) {
        JsonNode answer = JSON.readTree(response.body());
        assertThat(response.statusCode()).as("%s: %s", response.uri(), answer).isBetween(200, 299);
        return answer;
    }

    @Override
    public void close() {
        stop();
    }
}
