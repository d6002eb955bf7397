package org.zhaoku.gateway.life;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.gateway.bundle.RegionGateway;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.SharedLedger;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Licences that go from one region to another, over HTTP, with the gateways of both over one ledger. */
class TransferTest {
    private static final String A = "RegionAMSP";
    private static final String B = "RegionBMSP";
    private static final String IN = "/api/v1/licences/transfers-in";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Integer> PORTS =
            new TreeMap<>(Map.of(A, RegionGateway.freePort(), B, RegionGateway.freePort()));
    private static final Map<String, RegionGateway> GATEWAYS = new TreeMap<>();
    private static final SharedLedger LEDGER = new SharedLedger();
    private static final LicenceTypeCode TYPE = Codes.type();
    private static final UnifiedSocialCreditCode FROM = Codes.department();
    private static final UnifiedSocialCreditCode TO = Codes.department();
    private static final UnifiedSocialCreditCode OTHER = Codes.department();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        PORTS.keySet().forEach(name -> {
            GATEWAYS.put(
                    name,
                    RegionGateway.start(
                            LEDGER.region(name), folder.resolve(name), PORTS, "--zhaoku.batch.max-wait=50ms"));
            RegionGateway.until(
                    name + " is ready",
                    () -> gateway(name).get("/actuator/health").statusCode() == 200);
        });
        register(A, FROM);
        register(B, TO);
        register(B, OTHER);
        publish(A, List.of(FROM));
        publish(B, List.of(TO, OTHER));
        bothHaveReadAll();
    }

    @AfterAll
    static void stop() {
        GATEWAYS.values().forEach(RegionGateway::close);
    }

    private static void register(String region, UnifiedSocialCreditCode department) {
        answered(region, "/api/v1/authorities", Map.of("code", department.value(), "name", "示范市市场监督管理局"), 201);
    }

    private static void publish(String region, List<UnifiedSocialCreditCode> issuers) {
        answered(
                region,
                "/api/v1/types",
                Map.of(
                        "code",
                        TYPE.value(),
                        "version",
                        1,
                        "name",
                        "食品经营许可证",
                        "fields",
                        List.of(
                                Map.of(
                                        "name",
                                        "CertificateHolderName",
                                        "title",
                                        "持证主体",
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
                                Map.of("name", "FoundedOn", "title", "成立日期", "kind", "DATE"),
                                Map.of("name", "Seats", "title", "座位数", "kind", "INTEGER"),
                                Map.of("name", "OnlineSales", "title", "网络经营", "kind", "BOOLEAN")),
                        "issuers",
                        issuers.stream().map(UnifiedSocialCreditCode::value).toList()),
                201);
    }

    private static RegionGateway gateway(String name) {
        return requireNonNull(GATEWAYS.get(name));
    }

    private static void bothHaveReadAll() {
        GATEWAYS.values()
                .forEach(gateway -> RegionGateway.until(
                        "all is read", () -> gateway.bean(LedgerView.class).next() == LEDGER.height()));
    }

    private static JsonNode answered(String region, String path, Object body, int status) {
        HttpResponse<byte[]> answer =
                gateway(region).send("POST", path, "application/json", JSON.writeValueAsBytes(body));
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(status);
        bothHaveReadAll();
        return JSON.readTree(answer.body());
    }

    private static void refused(String region, String path, Object body, String code) {
        HttpResponse<byte[]> answer =
                gateway(region).send("POST", path, "application/json", JSON.writeValueAsBytes(body));
        assertThat(JSON.readTree(answer.body()).at("/code").asString())
                .as(new String(answer.body(), UTF_8))
                .isEqualTo(code);
    }

    private static JsonNode get(String region, String path) {
        HttpResponse<byte[]> answer = gateway(region).get(path);
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String whenInForce(String region, JsonNode accepted) {
        String path = "/api/v1/licences/" + accepted.get("id").asString();
        RegionGateway.until(
                "it is in force",
                () -> get(region, path).get("state").asString().equals("IN_FORCE"));
        bothHaveReadAll();
        return path;
    }

    private static String issued() {
        return issued("2099-12-31");
    }

    private static String issued(String validTo) {
        return whenInForce(
                A,
                answered(
                        A,
                        "/api/v1/licences",
                        Map.of(
                                "type",
                                TYPE.value(),
                                "issuer",
                                FROM.value(),
                                "holderName",
                                "照库小吃店",
                                "validFrom",
                                "2024-01-01",
                                "validTo",
                                validTo,
                                "fields",
                                Map.of("FoundedOn", "2020-02-29", "Seats", 40, "OnlineSales", true)),
                        202));
    }

    private static Map<String, Object> target(UnifiedSocialCreditCode department) {
        return Map.of("region", B, "department", department.value(), "decidedOn", "2026-01-05");
    }

    private static byte[] file(String path) {
        HttpResponse<byte[]> answer = gateway(A).get(path + "/package");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/cbor");
        return answer.body();
    }

    private static Map<String, Object> takeOver(byte[] file) {
        return new HashMap<>(Map.of(
                "issuer",
                TO.value(),
                "licencePackage",
                Base64.getUrlEncoder().withoutPadding().encodeToString(file)));
    }

    private static Map<String, Object> with(Map<String, Object> request, String member, Object value) {
        Map<String, Object> changed = new HashMap<>(request);
        changed.put(member, value);
        return changed;
    }

    private static String code(String region, String path) {
        return new String(gateway(region).get(path + "/qr.txt").body(), UTF_8);
    }

    private static JsonNode verify(String region, String text) {
        return answered(region, "/api/v1/verifications", Map.of("text", text), 200);
    }

    private static List<String> verdict(String region, String text) {
        JsonNode verdict = verify(region, text);
        List<String> found = new ArrayList<>(List.of(verdict.get("outcome").asString()));
        verdict.get("checks")
                .valueStream()
                .filter(check -> !check.get("result").asString().equals("PASSED"))
                .forEach(check -> found.add(check.get("code").asString()));
        return found;
    }

    private static void assertValidOnlyAs(String code, String other) {
        for (String region : List.of(A, B)) {
            assertThat(verdict(region, code)).as(region).containsExactly("VALID");
            assertThat(verdict(region, other)).as(region).containsExactly("INVALID", "LIC-601");
        }
    }

    @Test
    void a_licence_that_is_let_go_here_and_taken_over_there_is_valid_in_one_region_at_a_time() {
        String old = issued();
        String oldCode = code(A, old);

        JsonNode change = answered(A, old + "/transfers", target(TO), 201);

        assertThat(change.at("/reason").asString()).isEqualTo("TRANSFERRED_OUT_TO");
        assertThat(change.at("/word").asString()).isEqualTo("转出");
        assertThat(change.at("/decidedOn").asString()).isEqualTo("2026-01-05");
        assertThat(change.at("/target/region").asString()).isEqualTo(B);
        assertThat(get(A, old + "/changes").get(0).at("/target/department").asString())
                .isEqualTo(TO.value());
        assertThat(get(A, old).at("/ledgerState").asString()).isEqualTo("TRANSFERRED_OUT");
        for (String region : List.of(A, B)) {
            assertThat(verdict(region, oldCode)).containsExactly("INVALID", "LIC-601");
            JsonNode there = verify(region, oldCode).get("transferredTo");
            assertThat(there.at("/department").asString()).isEqualTo(TO.value());
            assertThat(there.at("/taken").asBoolean()).isFalse();
        }

        String taken = whenInForce(B, answered(B, IN, takeOver(file(old)), 202));

        assertValidOnlyAs(code(B, taken), oldCode);
        JsonNode licence = get(B, taken);
        assertThat(licence.at("/replaces/occasion").asString()).isEqualTo("TRANSFER");
        assertThat(licence.at("/replaces/department").asString()).isEqualTo(FROM.value());
        assertThat(licence.at("/licence/issuer").asString()).isEqualTo(TO.value());
        assertThat(licence.at("/licence/version").asInt()).isEqualTo(1);
        assertThat(licence.at("/licence/fields")).isEqualTo(get(A, old).at("/licence/fields"));
        assertThat(licence.at("/licence/validFrom").asString()).isEqualTo("2024-01-01");
        assertThat(licence.at("/licence/validTo").asString()).isEqualTo("2099-12-31");
        JsonNode in = get(B, taken + "/changes").get(0);
        assertThat(in.at("/reason").asString()).isEqualTo("TRANSFERRED_IN_FROM");
        assertThat(in.at("/predecessor/department").asString()).isEqualTo(FROM.value());
        assertThat(in.at("/position")).isEqualTo(licence.at("/licence/position"));
        assertThat(verify(B, oldCode).get("replacedBy")).isEqualTo(licence.at("/licence/identifier"));
        assertThat(verify(A, oldCode).at("/transferredTo/taken").asBoolean()).isTrue();
        assertThat(verify(A, oldCode).has("replacedBy")).isFalse();
    }

    @Test
    void what_is_in_force_there_is_not_taken_over_before_it_is_let_go() {
        String old = issued();
        Map<String, Object> request = takeOver(file(old));

        refused(B, IN, request, "TRANSFER_MISSING");
        assertThat(verdict(B, code(A, old))).containsExactly("VALID");

        answered(A, old + "/transfers", target(TO), 201);
        String taken = whenInForce(B, answered(B, IN, request, 202));
        assertValidOnlyAs(code(B, taken), code(A, old));
    }

    @Test
    void it_is_taken_over_once() {
        String old = issued();
        answered(A, old + "/transfers", target(TO), 201);
        Map<String, Object> request = takeOver(file(old));
        String taken = whenInForce(B, answered(B, IN, request, 202));

        assertThat(whenInForce(B, answered(B, IN, request, 202))).isEqualTo(taken);
        refused(B, IN, with(request, "fields", Map.of("Seats", 41)), "TRANSFER_TAKEN");
        refused(B, IN, with(request, "issuer", OTHER.value()), "TRANSFER_MISSING");
        refused(A, old + "/transfers", target(OTHER), "STATE_MOVE_FORBIDDEN");
        refused(A, old + "/changes", Map.of("reason", "RESTORED"), "STATE_MOVE_FORBIDDEN");
        refused(A, old + "/reissues", Map.of("cause", "LOSS"), "STATE_MOVE_FORBIDDEN");
        assertValidOnlyAs(code(B, taken), code(A, old));
    }

    @Test
    void the_new_licence_goes_on_by_itself_and_back_again() {
        String old = issued();
        answered(A, old + "/transfers", target(TO), 201);
        String taken = whenInForce(
                B,
                answered(
                        B,
                        IN,
                        with(with(takeOver(file(old)), "fields", Map.of("Seats", 60)), "serial", "2026X1"),
                        202));
        assertThat(get(B, taken).at("/licence/fields/Seats").asInt()).isEqualTo(60);
        assertThat(get(B, taken).at("/licence/identifier").asString()).contains(".2026X1.");

        String reissued = whenInForce(B, answered(B, taken + "/reissues", Map.of("cause", "LOSS"), 202));
        answered(B, reissued + "/transfers", Map.of("region", A, "department", FROM.value()), 201);
        byte[] file = gateway(B).get(reissued + "/package").body();
        String back = whenInForce(A, answered(A, IN, with(takeOver(file), "issuer", FROM.value()), 202));

        assertThat(verdict(A, code(B, taken))).containsExactly("INVALID", "LIC-603");
        assertValidOnlyAs(code(A, back), code(B, reissued));
    }

    @Test
    void a_package_that_does_not_hold_is_refused_with_the_codes_of_its_verdict() {
        String old = issued();
        answered(A, old + "/transfers", target(TO), 201);
        byte[] file = file(old);
        byte[] changed = file.clone();
        changed[changed.length - 5] ^= 1;

        refused(B, IN, takeOver(new byte[] {1, 2, 3}), "PACKAGE_INVALID");
        refused(B, IN, takeOver(changed), "PACKAGE_INVALID");
        refused(B, IN, with(takeOver(file), "licencePackage", "!"), "FIELD_INVALID");
        refused(B, IN, with(takeOver(file), "serial", "x"), "FIELD_INVALID");
        refused(B, IN, with(takeOver(file), "fields", Map.of("Tables", 1)), "FIELD_INVALID");
        whenInForce(B, answered(B, IN, takeOver(file), 202));
    }

    @Test
    void what_ended_otherwise_is_not_taken_over() {
        String old = issued();
        answered(A, old + "/changes", Map.of("reason", "VOID"), 201);

        refused(B, IN, takeOver(file(old)), "TRANSFER_MISSING");
        refused(A, old + "/transfers", target(TO), "STATE_MOVE_FORBIDDEN");
    }

    @Test
    void a_licence_is_let_go_only_to_a_department_that_the_ledger_has_in_that_region() {
        String old = issued();

        refused(A, old + "/transfers", Map.of("region", A, "department", TO.value()), "FIELD_INVALID");
        refused(A, old + "/transfers", target(Codes.department()), "FIELD_INVALID");
        refused(A, old + "/transfers", Map.of("region", A, "department", FROM.value()), "FIELD_INVALID");
        refused(A, old + "/transfers", Map.of("department", TO.value()), "FIELD_INVALID");
        refused(A, issued("2024-12-31") + "/transfers", target(TO), "LICENCE_EXPIRED");
        assertThat(get(A, old + "/changes")).isEmpty();
        assertThat(verdict(A, code(A, old))).containsExactly("VALID");
    }
}
