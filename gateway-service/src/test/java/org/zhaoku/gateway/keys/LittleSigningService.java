package org.zhaoku.gateway.keys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.BigIntegers;
import org.zhaoku.verifier.bytes.Bytes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A signing service on loopback with TLS on both sides, as gateway-service/README.md describes one; it can be made to fail. */
final class LittleSigningService implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SIGNATURES = Pattern.compile("/sm2/keys/([^/]+)/signatures");
    private static final X9ECParameters CURVE = GMNamedCurves.getByName("sm2p256v1");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LocalAuthority authority = new LocalAuthority(new BouncyCastleProvider(), Clock.systemUTC(), RANDOM);
    private final KeyEntry root = authority.create();
    private final Map<String, List<KeyEntry>> owners = new ConcurrentHashMap<>();
    private final Map<String, KeyEntry> keys = new ConcurrentHashMap<>();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private volatile Fault fault = Fault.NONE;

    /** What it does instead of what it is asked for. */
    enum Fault {
        NONE,
        SILENT,
        BUSY,
        FORBIDDEN,
        GARBAGE,
        HUGE,
        SHORT_SIGNATURE,
        OTHER_KEY,
        OTHER_OWNER
    }

    /** @param tls with the certificate of localhost and the authority of clients */
    LittleSigningService(SSLContext tls) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters strict = tls.getDefaultSSLParameters();
                strict.setNeedClientAuth(true);
                parameters.setSSLParameters(strict);
            }
        });
        server.setExecutor(threads);
        server.createContext("/sm2/", this::serve);
        server.start();
    }

    URI url(String host) {
        return URI.create("https://" + host + ":" + server.getAddress().getPort() + "/sm2");
    }

    void fails(Fault next) {
        fault = next;
    }

    /** What it was asked to sign. */
    List<JsonNode> asked() {
        return List.copyOf(asked);
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (fault) {
            case SILENT -> silent();
            case BUSY -> answer(exchange, 503, Map.of());
            case FORBIDDEN -> answer(exchange, 403, Map.of());
            case GARBAGE -> answer(exchange, 200, "neither key nor signature");
            case HUGE -> answer(exchange, 200, "x".repeat(2 << 20));
            default -> work(exchange, body);
        }
        exchange.close();
    }

    private void silent() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Matcher signatures = SIGNATURES.matcher(path);
        if (signatures.matches()) {
            sign(exchange, signatures.group(1), JSON.readTree(body));
        } else if (exchange.getRequestMethod().equals("GET")) {
            String owner = exchange.getRequestURI().getQuery().substring("owner=".length());
            answer(exchange, 200, list(owner));
        } else {
            JsonNode wanted = JSON.readTree(body);
            boolean made = make(
                    wanted.get("owner").asString(),
                    wanted.get("name").asString(),
                    wanted.get("number").asInt());
            answer(exchange, made ? 201 : 409, Map.of());
        }
    }

    private List<Map<String, String>> list(String owner) {
        List<Map<String, String>> list = new ArrayList<>();
        for (KeyEntry key : owners.getOrDefault(owner, List.of())) {
            list.add(Map.of(
                    "id",
                    key.sm2Certificate().kid().toString(),
                    "certificate",
                    Base64.getEncoder()
                            .encodeToString(key.sm2Certificate().der().toArray())));
        }
        return list;
    }

    private synchronized boolean make(String owner, String name, int number) {
        List<KeyEntry> before = owners.getOrDefault(owner, List.of());
        if (number != before.size() + 1) {
            return false;
        }
        String named = fault == Fault.OTHER_OWNER ? "91440300MA0000T018" : owner;
        KeyEntry key = authority.issue(root, name, Optional.of(named));
        List<KeyEntry> all = new ArrayList<>(before);
        all.add(key);
        owners.put(owner, all);
        keys.put(key.sm2Certificate().kid().toString(), key);
        return true;
    }

    private void sign(HttpExchange exchange, String id, JsonNode wanted) throws IOException {
        asked.add(wanted);
        KeyEntry key = fault == Fault.OTHER_KEY ? authority.create() : Objects.requireNonNull(keys.get(id));
        byte[] signature = wanted.has("digest")
                ? signDigest(
                        key, Base64.getDecoder().decode(wanted.get("digest").asString()))
                : key.sm2Key()
                        .sign(
                                Bytes.of(Base64.getDecoder()
                                        .decode(wanted.get("message").asString())),
                                RANDOM)
                        .raw()
                        .toArray();
        String text = Base64.getEncoder().encodeToString(signature);
        answer(exchange, 200, Map.of("signature", fault == Fault.SHORT_SIGNATURE ? text.substring(4) : text));
    }

    /** GB/T 32918.2 §6.1 from A4 on, as hardware does it. */
    private static byte[] signDigest(KeyEntry key, byte[] digest) {
        BigInteger n = CURVE.getN();
        BigInteger d = ((ECPrivateKey) key.key()).getD();
        BigInteger k = BigIntegers.createRandomInRange(BigInteger.ONE, n.subtract(BigInteger.ONE), RANDOM);
        BigInteger x = CURVE.getG().multiply(k).normalize().getAffineXCoord().toBigInteger();
        BigInteger r = new BigInteger(1, digest).add(x).mod(n);
        BigInteger s = BigInteger.ONE
                .add(d)
                .modInverse(n)
                .multiply(k.subtract(r.multiply(d)))
                .mod(n);
        return Bytes.concat(List.of(
                        Bytes.of(BigIntegers.asUnsignedByteArray(32, r)),
                        Bytes.of(BigIntegers.asUnsignedByteArray(32, s))))
                .toArray();
    }

    private static void answer(HttpExchange exchange, int status, Object content) throws IOException {
        byte[] body = content instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : JSON.writeValueAsBytes(content);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
