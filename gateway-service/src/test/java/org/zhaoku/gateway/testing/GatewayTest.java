package org.zhaoku.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.GatewayApplication;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustAnchors.Cosigner;
import org.zhaoku.verifier.trust.TrustBundle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/**
 * One gateway on the embedded ledger, for all tests that extend this; on the embedded database, or on the server that
 * {@code ZHAOKU_TEST_MONGODB_URI} names.
 */
@SpringBootTest(
        classes = {GatewayApplication.class, FaultController.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "zhaoku.api.token=" + GatewayTest.TOKEN,
            "zhaoku.access.built-in-issuer=true",
            "zhaoku.batch.max-wait=50ms",
            "zhaoku.data-dir=${test.data-dir}",
            "zhaoku.mongodb.uri=${test.mongodb-uri}"
        })
public abstract class GatewayTest {
    protected static final String TOKEN = "a-token-for-the-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DATA = temporary();
    private static final String DATABASE = TestServer.chosen().uri();

    protected WebTestClient http = WebTestClient.bindToServer().build();
    protected WebTestClient anonymous = http;

    @Value("${local.server.port}")
    protected int port;

    private static Path temporary() {
        try {
            return Files.createTempDirectory("zhaoku-gateway");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void data(DynamicPropertyRegistry properties) {
        properties.add("test.data-dir", DATA::toString);
        properties.add("test.mongodb-uri", () -> DATABASE);
    }

    @BeforeEach
    void connect() {
        anonymous = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(PATIENCE)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 * 1024 * 1024))
                .filter(Description.of("http://127.0.0.1:" + port).holdingTo())
                .build();
        http = anonymous
                .mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + TOKEN)
                .build();
        eventually("/actuator/health", "/status", "UP");
    }

    /** Polls until the JSON at {@code path} has this value. */
    protected JsonNode eventually(String path, String pointer, String value) {
        return there(Flux.interval(Duration.ZERO, Duration.ofMillis(20))
                .onBackpressureDrop()
                .concatMap(tick -> Mono.fromCallable(() -> get(path)).subscribeOn(Schedulers.boundedElastic()))
                .filter(body -> body.at(pointer).asString("").equals(value))
                .blockFirst(PATIENCE));
    }

    protected JsonNode get(String path) {
        return json(http.get().uri(path).exchange());
    }

    /** The body of a reply. */
    protected static JsonNode json(WebTestClient.ResponseSpec response) {
        return there(response.expectBody(JsonNode.class).returnResult().getResponseBody());
    }

    /** The bytes of a reply that is well. */
    protected static byte[] bytes(WebTestClient.ResponseSpec response) {
        return there(response.expectStatus().isOk().expectBody().returnResult().getResponseBody());
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new AssertionError("expected a body");
        }
        return value;
    }

    protected WebTestClient.ResponseSpec post(String path, Object body) {
        return http.post().uri(path).bodyValue(body).exchange();
    }

    /** A client with the token of an account that has this role. */
    protected WebTestClient as(Role role) {
        return as(Map.of("name", "test-" + role, "roles", List.of(role.name())));
    }

    /** A client with the token of the department's account. */
    protected WebTestClient as(UnifiedSocialCreditCode department) {
        return as("test-department", department);
    }

    /** A client with the token of a person of the department. */
    protected WebTestClient as(String person, UnifiedSocialCreditCode department) {
        return as(Map.of("name", person, "roles", List.of(Role.DEPARTMENT.name()), "department", department.value()));
    }

    private WebTestClient as(Map<String, Object> account) {
        String token = json(post("/api/v1/tokens", account).expectStatus().isCreated())
                .get("access_token")
                .asString();
        return anonymous
                .mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build();
    }

    protected UnifiedSocialCreditCode registered(String name) {
        UnifiedSocialCreditCode code = Codes.department();
        post("/api/v1/authorities", Map.of("code", code.value(), "name", name))
                .expectStatus()
                .isCreated();
        return code;
    }

    /** A type with a name on the face, a masked person, a date, a number and a flag. */
    protected LicenceTypeCode published(UnifiedSocialCreditCode issuer) {
        LicenceTypeCode type = Codes.type();
        post("/api/v1/types", typeRequest(type, issuer, false)).expectStatus().isCreated();
        return type;
    }

    protected static Map<String, Object> typeRequest(
            LicenceTypeCode type, UnifiedSocialCreditCode issuer, boolean personal) {
        return Map.of(
                "code",
                type.value(),
                "version",
                1,
                "name",
                "食品经营许可证",
                "personalNumber",
                personal,
                "fields",
                List.of(
                        Map.of(
                                "name",
                                "OperatorName",
                                "title",
                                "经营者名称",
                                "kind",
                                "TEXT",
                                "required",
                                true,
                                "face",
                                true,
                                "maxLength",
                                20),
                        Map.of(
                                "name",
                                "LegalRepresentative",
                                "title",
                                "法定代表人",
                                "kind",
                                "TEXT",
                                "required",
                                true,
                                "face",
                                true,
                                "masked",
                                true,
                                "maxLength",
                                50),
                        Map.of("name", "FoundedOn", "title", "成立日期", "kind", "DATE", "face", true),
                        Map.of("name", "Seats", "title", "座位数", "kind", "INTEGER"),
                        Map.of("name", "OnlineSales", "title", "网络经营", "kind", "BOOLEAN")),
                "issuers",
                List.of(issuer.value()));
    }

    protected static Map<String, Object> licenceRequest(LicenceTypeCode type, UnifiedSocialCreditCode issuer) {
        return Map.of(
                "type", type.value(),
                "issuer", issuer.value(),
                "holderName", "照库小吃店",
                "validFrom", "2024-01-01",
                "fields",
                        Map.of(
                                "OperatorName", "照库小吃店",
                                "LegalRepresentative", "𠮷田三",
                                "FoundedOn", "2020-02-29",
                                "Seats", 40,
                                "OnlineSales", true));
    }

    /** Issues a licence and waits until it is in force; the path at which it is served. */
    protected String inForce(LicenceTypeCode type, UnifiedSocialCreditCode issuer) {
        String path = post("/api/v1/licences", licenceRequest(type, issuer))
                .expectStatus()
                .isAccepted()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION);
        eventually(String.valueOf(path), "/state", "IN_FORCE");
        return String.valueOf(path);
    }

    /** A fresh verdict on a code. */
    protected JsonNode verify(String text) {
        return json(anonymous
                .post()
                .uri("/api/v1/verifications")
                .bodyValue(Map.of("text", text))
                .exchange()
                .expectStatus()
                .isOk());
    }

    /** VALID, or the outcome with the codes of the failed and unchecked checks. */
    protected List<String> verdict(String text) {
        JsonNode verdict = verify(text);
        return Stream.concat(
                        Stream.of(verdict.get("outcome").asString()),
                        verdict.get("checks")
                                .valueStream()
                                .filter(check -> !check.get("result").asString().equals("PASSED"))
                                .map(check -> check.get("code").asString()))
                .toList();
    }

    /** A verifier with the bundle of now, which needs no gateway any more. */
    protected LicenceVerifier offline() {
        return new LicenceVerifier(bundle());
    }

    /** The cosigned bundle of now. */
    protected TrustBundle bundle() {
        String path = "/api/v1/verifications/trust-bundle";
        Bytes bundle = Bytes.of(bytes(anonymous.get().uri(path).exchange()));
        var certificate = Sm2Certificate.of(
                Bytes.of(bytes(anonymous.get().uri(path + "/certificate").exchange())));
        String network =
                get("/actuator/health").at("/components/ledger/details/network").asString();
        var region = new Cosigner("Region", certificate.publicKey());
        var anchors = new TrustAnchors(new Network(network), Map.of(certificate.kid(), region), 1);
        return TrustBundle.open(bundle, anchors, CheckpointStore.inMemory());
    }

    /** The reply is a problem with this code. */
    protected static JsonNode problem(WebTestClient.ResponseSpec response, int status, String code) {
        JsonNode body = json(response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
        assertThat(body.get("code").asString()).isEqualTo(code);
        assertThat(body.get("type").asString()).isEqualTo("urn:zhaoku:problem:" + code);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        return body;
    }

    protected String code(String path) {
        return String.valueOf(http.get()
                .uri(path + "/qr.txt")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
