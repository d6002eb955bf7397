package org.zhaoku.gateway.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.e2e.GatewayProcess;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that issue all the time, as real ones do: a request that was not answered, or with 5xx, is sent again with the same
 * Idempotency-Key, to the region's next gateway if there is one.
 */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 2;
    private static final int PAUSE_MILLIS = 60;
    /** In one round: a region of which a gateway is long in starting is not flooded meanwhile. */
    private static final int MOST = 200;

    private static final int PATIENCE_SECONDS = 120;
    private static final JsonMapper JSON = new JsonMapper();

    private final ExecutorService threads;
    private final List<Region> regions;
    private final Map<Region, String> newest = new ConcurrentHashMap<>();
    private final List<Client> clients = new ArrayList<>();

    Load(List<Region> regions) {
        this.regions = regions;
        this.threads = Executors.newFixedThreadPool(CLIENTS * regions.size());
    }

    void start() {
        newest.clear();
        clients.clear();
        for (Region region : regions) {
            for (int i = 0; i < CLIENTS; i++) {
                var client = new Client(region, i);
                clients.add(client);
                threads.execute(client::turn);
            }
        }
    }

    /** The last licence that was accepted in this region; waits for the first. */
    String newest(Region region) {
        GatewayProcess.until("a licence is accepted in region " + region.letter(), () -> newest.containsKey(region));
        return Objects.requireNonNull(newest.get(region));
    }

    /** What came of one round. */
    record Issued(List<Accepted> accepted, int retries, List<String> refusals) {}

    /** Begins no further licence and waits until every request is answered. */
    Issued stop() {
        clients.forEach(client -> client.stopping = true);
        List<Accepted> accepted = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        int retries = 0;
        for (Client client : clients) {
            client.idle.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            accepted.addAll(client.accepted);
            refusals.addAll(client.refusals);
            retries += client.retries;
        }
        return new Issued(accepted, retries, refusals);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One licence after the other; the next only when the last is answered. */
    private final class Client {
        private final Region region;
        private final byte[] body;
        private final List<Accepted> accepted = new ArrayList<>();
        private final List<String> refusals = new ArrayList<>();
        private final CompletableFuture<Void> idle = new CompletableFuture<>();
        private volatile boolean stopping;
        private @Nullable String pending;
        private int gateway;
        private int retries;

        Client(Region region, int gateway) {
            this.region = region;
            this.gateway = gateway;
            this.body = JSON.writeValueAsBytes(region.office().request());
        }

        private void turn() {
            if (pending != null) {
                retries++;
            } else if (stopping || accepted.size() == MOST) {
                idle.complete(null);
                return;
            } else {
                pending = UUID.randomUUID().toString();
            }
            try {
                send(pending);
            } catch (UncheckedIOException e) {
                gateway++;
            } catch (RuntimeException e) {
                idle.completeExceptionally(e);
                return;
            }
            CompletableFuture.delayedExecutor(PAUSE_MILLIS, MILLISECONDS, threads)
                    .execute(this::turn);
        }

        private void send(String once) {
            HttpResponse<byte[]> answer = region.gateways()
                    .get(gateway % region.gateways().size())
                    .send(
                            HttpRequest.newBuilder()
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", once)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                            "/api/v1/licences");
            if (answer.statusCode() >= 500) {
                gateway++;
                return;
            }
            pending = null;
            if (answer.statusCode() == 202) {
                String id = JSON.readTree(answer.body()).get("id").asString();
                accepted.add(new Accepted(region, id));
                newest.put(region, id);
            } else {
                refusals.add(answer.statusCode() + " " + new String(answer.body(), UTF_8));
            }
        }
    }
}
