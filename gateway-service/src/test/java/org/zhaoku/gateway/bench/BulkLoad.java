package org.zhaoku.gateway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.e2e.Office;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Issues many licences as a business system does: NDJSON over HTTP, several requests at once. */
final class BulkLoad implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int STREAMS = 4;
    private static final int ROWS = 2_500;
    private static final String PATH = "/api/v1/licences";

    private final GatewayProcess gateway;
    private final String row;
    private final ExecutorService threads = Executors.newFixedThreadPool(STREAMS);

    BulkLoad(GatewayProcess gateway, Office office) {
        this.gateway = gateway;
        this.row = JSON.writeValueAsString(office.request()) + "\n";
    }

    /**
     * What was issued.
     *
     * @param ids of the licences, as the gateway answered
     * @param perSecond from the first request until the last licence was in force
     */
    record Issued(List<String> ids, double perSecond) {}

    /** The fastest. */
    static Issued best(List<Issued> rounds) {
        return rounds.stream()
                .max(Comparator.comparingDouble(Issued::perSecond))
                .orElseThrow();
    }

    /** A round to warm up with {@code warmUp} licences, then rounds of about {@code seconds} each. */
    List<Issued> rounds(int rounds, int warmUp, int seconds) {
        double rate = issue(warmUp).perSecond();
        List<Issued> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(issue((int) Math.max(warmUp, rate * seconds)));
            rate = all.get(i).perSecond();
        }
        return all;
    }

    /**
     * Issues licences, and waits until all are in force.
     *
     * @throws IllegalStateException if one is refused, or is not in force at the end
     */
    Issued issue(int count) {
        List<Callable<byte[]>> requests = new ArrayList<>();
        for (int sent = 0; sent < count; sent += ROWS) {
            byte[] body = row.repeat(Math.min(ROWS, count - sent)).getBytes(UTF_8);
            requests.add(() -> send(body));
        }
        Stopwatch clock = Stopwatch.start();
        List<byte[]> answers = run(requests);
        GatewayProcess.until("all licences are in force", () -> waiting() == 0);
        double perSecond = clock.perSecond(count);
        List<String> ids =
                answers.stream().flatMap(answer -> ids(answer).stream()).toList();
        if (ids.size() != count) {
            throw new IllegalStateException("expected " + count + " licences, got " + ids.size());
        }
        check(ids);
        return new Issued(ids, perSecond);
    }

    /** Rows a second that are read, checked and refused for their last field; nothing of them is stored. */
    double refused(int count) {
        byte[] body =
                row.replace("\"OperatorName\"", "\"KZ_Unknown\"").repeat(ROWS).getBytes(UTF_8);
        int requests = Math.max(1, count / ROWS);
        Stopwatch clock = Stopwatch.start();
        List<byte[]> answers = run(Collections.nCopies(requests, () -> send(body)));
        double perSecond = clock.perSecond((long) requests * ROWS);
        if (answers.stream()
                .anyMatch(
                        answer -> new String(answer, UTF_8).lines().anyMatch(line -> !line.contains("\"problem\"")))) {
            throw new IllegalStateException("expected that each row is refused");
        }
        return perSecond;
    }

    private byte[] send(byte[] body) {
        HttpResponse<byte[]> answer = gateway.send("POST", PATH, "application/x-ndjson", body);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    "the gateway answers " + answer.statusCode() + ": " + new String(answer.body(), UTF_8));
        }
        return answer.body();
    }

    private List<byte[]> run(List<Callable<byte[]>> requests) {
        try {
            List<byte[]> answers = new ArrayList<>();
            for (Future<byte[]> answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> ids(byte[] answer) {
        return new String(answer, UTF_8)
                .lines()
                .map(line -> {
                    JsonNode result = JSON.readTree(line);
                    if (!result.hasNonNull("id")) {
                        throw new IllegalStateException("a row was refused: " + line);
                    }
                    return result.get("id").asString();
                })
                .toList();
    }

    /** How many licences the gateway has accepted that are not in force. */
    private int waiting() {
        JsonNode health = JSON.readTree(gateway.send("GET", "/actuator/health", "application/json", new byte[0])
                .body());
        return health.at("/components/issuing/details/waiting").asInt();
    }

    private void check(List<String> ids) {
        int step = Math.max(1, ids.size() / 100);
        for (int i = ids.size() - 1; i >= 0; i -= step) {
            String state = gateway.get(PATH + "/" + ids.get(i)).get("state").asString();
            if (!state.equals("IN_FORCE")) {
                throw new IllegalStateException("a licence is " + state + " though none waits");
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
