package org.zhaoku.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.gateway.bundle.RegionGateway;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.SharedLedger;
import org.zhaoku.gateway.testing.Codes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A ledger that hangs breaks no connection and answers nothing: no request may wait for it without end. */
class HangTest {
    private static final String REGION = "RegionAMSP";
    private static final String DEPARTMENT = Codes.department().value();
    private static final String TYPE = DEPARTMENT + "001";
    private static final String AUTHORITY = "/api/v1/authorities/" + DEPARTMENT;
    private static final String BUNDLE = "/api/v1/verifications/trust-bundle";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final SharedLedger shared = new SharedLedger();
    private final SharedLedger.Region ledger = shared.region(REGION);
    private RegionGateway gateway;

    /** @param body empty for none */
    private record Call(String method, String path, Map<String, Object> body) {
        private static Call post(String path, Map<String, Object> body) {
            return new Call("POST", path, body);
        }

        private static Call get(String path) {
            return new Call("GET", path, Map.of());
        }
    }

    @BeforeEach
    void start() {
        ledger.hang();
        gateway = RegionGateway.start(
                ledger, folder, Map.of(REGION, RegionGateway.freePort()), "--zhaoku.changes.patience=300ms");
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private void comesBack() {
        ledger.letGo();
        RegionGateway.until(
                "the gateway issues", () -> gateway.get("/actuator/health").statusCode() == 200);
    }

    private HttpResponse<byte[]> send(Call call) {
        try {
            return call.method().equals("GET")
                    ? gateway.get(call.path())
                    : gateway.send(call.method(), call.path(), "application/json", JSON.writeValueAsBytes(call.body()));
        } catch (UncheckedIOException e) {
            throw new AssertionError("no answer to " + call, e);
        }
    }

    private JsonNode answer(int status, Call call) {
        HttpResponse<byte[]> answer = send(call);
        assertThat(answer.statusCode())
                .as("%s: %s", call, new String(answer.body(), UTF_8))
                .isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private void assertServed(String path) {
        assertThat(send(Call.get(path)).statusCode()).as(path).isEqualTo(200);
    }

    private void assertUnavailable(Call call) {
        HttpResponse<byte[]> answer = send(call);
        assertThat(answer.statusCode())
                .as("%s: %s", call, new String(answer.body(), UTF_8))
                .isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After"))
                .as(call.toString())
                .isPresent();
        assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo("LEDGER_UNAVAILABLE");
    }

    private static Call register() {
        return Call.post("/api/v1/authorities", Map.of("code", DEPARTMENT, "name", "示范市市场监督管理局"));
    }

    private static Call publish(int version) {
        Map<String, Object> field = Map.of(
                "name", "KZ_Category", "title", "类别", "kind", "TEXT", "required", true, "face", true, "masked", false);
        return Call.post(
                "/api/v1/types",
                Map.of(
                        "code",
                        TYPE,
                        "version",
                        version,
                        "name",
                        "食品经营许可证",
                        "issuers",
                        List.of(DEPARTMENT),
                        "fields",
                        List.of(field)));
    }

    private static Call issue() {
        return Call.post(
                "/api/v1/licences",
                Map.of(
                        "type",
                        TYPE,
                        "issuer",
                        DEPARTMENT,
                        "holderName",
                        "照库测试小吃店",
                        "fields",
                        Map.of("KZ_Category", "餐饮服务经营者")));
    }

    private static Call directory(String name) {
        return new Call("PUT", "/api/v1/region", Map.of("name", name, "baseUrls", List.of("https://a.example")));
    }

    private String inForce() {
        String path = "/api/v1/licences/" + answer(202, issue()).get("id").asString();
        RegionGateway.until(
                "in force",
                () -> answer(200, Call.get(path)).get("state").asString().equals("IN_FORCE"));
        return path;
    }

    @Test
    void while_the_ledger_was_never_read_whatever_needs_it_is_refused_in_time_and_the_rest_is_served() {
        String key = AUTHORITY + "/keys/0102030405060708";
        List.of(
                        register(),
                        publish(1),
                        issue(),
                        directory("甲地区"),
                        Call.post(AUTHORITY + "/keys", Map.of()),
                        Call.post(key + "/retirement", Map.of()),
                        Call.post(key + "/distrust", Map.of("from", Map.of("block", 1, "transaction", 0))),
                        new Call("DELETE", AUTHORITY + "/types/" + TYPE, Map.of()),
                        Call.post("/api/v1/licences/nobody/changes", Map.of("reason", "VOID")),
                        Call.get("/api/v1/licences/nobody/changes"),
                        Call.get(BUNDLE),
                        Call.get(BUNDLE + "/checkpoint"),
                        Call.get(BUNDLE + "/deltas/" + "0".repeat(64)),
                        Call.get("/api/v1/checkpoints/latest"),
                        Call.post("/api/v1/verifications", Map.of("text", "ZK1:0")))
                .forEach(this::assertUnavailable);

        List.of(
                        "/api/v1/authorities",
                        "/api/v1/types",
                        "/api/v1/regions",
                        "/api/v1/ledger/alarms",
                        "/api/v1/ledger/split-views",
                        BUNDLE + "/anchors",
                        "/actuator/health/readiness")
                .forEach(this::assertServed);
        assertThat(answer(503, Call.get("/actuator/health")).get("status").asString())
                .isEqualTo("DOWN");
    }

    @Test
    void when_the_ledger_hangs_later_changes_are_refused_in_time_and_succeed_as_they_are_once_it_is_back() {
        comesBack();
        answer(201, register());
        answer(201, publish(1));
        String licence = inForce();
        String kid =
                answer(200, Call.get("/api/v1/authorities")).at("/0/keys/0/kid").asString();
        ledger.hang();

        List<Call> refused = List.of(
                Call.post(
                        "/api/v1/authorities", Map.of("code", Codes.department().value(), "name", "示范局")),
                publish(2),
                directory("甲地区"),
                Call.post(AUTHORITY + "/keys", Map.of()),
                Call.post(licence + "/changes", Map.of("reason", "PAUSED")),
                Call.post(AUTHORITY + "/keys/" + kid + "/retirement", Map.of()));
        refused.forEach(this::assertUnavailable);
        answer(202, issue());
        List.of(licence, licence + "/changes", "/api/v1/checkpoints/latest", BUNDLE + "/anchors", "/api/v1/regions")
                .forEach(this::assertServed);
        assertThat(answer(503, Call.get("/actuator/health")).get("status").asString())
                .isEqualTo("DOWN");

        comesBack();
        refused.forEach(
                call -> assertThat(send(call).statusCode()).as(call.toString()).isBetween(200, 201));
        assertThat(answer(200, Call.get(licence)).get("ledgerState").asString()).isEqualTo("SUSPENDED");
    }

    @Test
    void what_is_committed_and_not_seen_is_refused_in_time_and_the_same_request_again_is_the_same_change() {
        comesBack();
        answer(201, register());
        answer(201, publish(1));
        String licence = inForce();
        ledger.holdAt(shared.height());

        assertUnavailable(Call.post(licence + "/changes", Map.of("reason", "VOID")));
        assertUnavailable(directory("甲地区"));

        comesBack();
        RegionGateway.until("it is seen", () -> gateway.bean(LedgerView.class).next() == shared.height());
        assertThat(answer(200, Call.get(licence + "/changes"))).hasSize(1);
        assertThat(answer(200, directory("甲地区")).get("version").asInt()).isEqualTo(1);
    }

    @Test
    void a_long_list_of_changes_waits_for_a_ledger_that_hangs_once_and_not_for_each_row() {
        comesBack();
        answer(201, register());
        answer(201, publish(1));
        String licence = inForce();
        ledger.hang();
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(Map.of("id", licence.substring(licence.lastIndexOf('/') + 1), "reason", "VOID"));
        IntStream.range(0, 5000).forEach(row -> rows.add(Map.of("id", "nobody-" + row, "reason", "VOID")));

        HttpResponse<byte[]> answer =
                gateway.send("POST", "/api/v1/licences/changes", "application/json", JSON.writeValueAsBytes(rows));

        JsonNode results = JSON.readTree(answer.body());
        assertThat(results).hasSize(rows.size());
        assertThat(results.get(0).get("code").asString()).isEqualTo("LEDGER_UNAVAILABLE");
    }
}
