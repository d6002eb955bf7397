package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Next versions of many licences by one request. */
final class NextVersionsTest extends GatewayTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MANY = 60;

    private UnifiedSocialCreditCode issuer = Codes.department();
    private LicenceTypeCode type = Codes.type();

    @BeforeEach
    void register() {
        issuer = registered("示范市市场监督管理局");
        type = published(issuer);
    }

    private List<String> issued(int count) {
        Map<String, Object> request = new HashMap<>(licenceRequest(type, issuer));
        request.put("validTo", "2098-12-31");
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(String.valueOf(post("/api/v1/licences", request)
                    .expectStatus()
                    .isAccepted()
                    .returnResult(Void.class)
                    .getResponseHeaders()
                    .getFirst(HttpHeaders.LOCATION)));
        }
        paths.forEach(path -> eventually(path, "/state", "IN_FORCE"));
        return paths.stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    private static Map<String, Object> row(String id, String occasion, Map<String, Object> more) {
        Map<String, Object> row = new HashMap<>(more);
        row.put("id", id);
        row.put("occasion", occasion);
        return row;
    }

    private static List<JsonNode> sent(WebTestClient client, List<?> rows) {
        String lines = String.join(
                "\n",
                rows.stream()
                        .map(row -> row instanceof String text ? text : JSON.writeValueAsString(row))
                        .toList());
        byte[] answer = bytes(client.post()
                .uri("/api/v1/licences/next-versions")
                .contentType(MediaType.APPLICATION_NDJSON)
                .bodyValue(lines)
                .exchange());
        return new String(answer, java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    @Test
    void each_row_has_its_result_in_its_place() {
        List<String> old = issued(MANY);
        List<Object> rows = new ArrayList<>();
        for (String id : old) {
            rows.add(row(id, "RENEWAL", Map.of("validTo", "2099-12-31")));
        }
        rows.set(7, row("nobody", "RENEWAL", Map.of("validTo", "2099-12-31")));
        rows.set(11, "{\"id\":");
        rows.set(13, row(old.get(13), "SALE", Map.of()));
        rows.set(17, row(old.get(17), "LOSS", Map.of("fields", Map.of("Seats", 1))));
        rows.set(19, row(old.get(19), "RENEWAL", Map.of("validTo", "2097-12-31")));
        rows.set(23, row(old.get(23), "ANNUAL_CHECK", Map.of("fields", Map.of("Seats", 41))));
        rows.set(29, row(old.get(29), "DAMAGE", Map.of()));

        List<JsonNode> results = sent(http, rows);

        assertThat(results)
                .extracting(result -> result.get("row").asInt())
                .isSorted()
                .hasSize(MANY);
        assertProblem(results.get(7), "LICENCE_UNKNOWN");
        assertProblem(results.get(11), "REQUEST_MALFORMED");
        assertProblem(results.get(13), "FIELD_INVALID");
        assertProblem(results.get(17), "FIELD_INVALID");
        assertProblem(results.get(19), "FIELD_INVALID");
        assertThat(results.get(19).at("/problem/errors/0/field").asString()).isEqualTo("validTo");
        List<Integer> wrong = List.of(7, 11, 13, 17, 19);
        for (int i = 0; i < MANY; i++) {
            String path = "/api/v1/licences/" + old.get(i);
            if (wrong.contains(i)) {
                assertThat(get(path).has("replacedBy")).isFalse();
            } else {
                String next = results.get(i).get("id").asString();
                eventually("/api/v1/licences/" + next, "/state", "IN_FORCE");
                assertThat(get(path).get("replacedBy").asString()).isEqualTo(next);
                assertThat(results.get(i).get("identifier").asString())
                        .isEqualTo(get("/api/v1/licences/" + next)
                                .at("/licence/identifier")
                                .asString());
            }
        }
        assertThat(get("/api/v1/licences/" + results.get(23).get("id").asString())
                        .at("/replaces/occasion")
                        .asString())
                .isEqualTo("ANNUAL_CHECK");
    }

    private static void assertProblem(JsonNode result, String code) {
        assertThat(result.at("/problem/code").asString()).isEqualTo(code);
        assertThat(result.has("id")).isFalse();
    }

    @Test
    void the_same_row_again_under_its_key_is_the_same_next_version() {
        String old = issued(1).get(0);
        Map<String, Object> row = row(old, "LOSS", Map.of("idempotencyKey", "loss-2026-1"));

        String first = sent(http, List.of(row)).get(0).get("id").asString();

        assertThat(sent(http, List.of(row)).get(0).get("id").asString()).isEqualTo(first);
    }

    @Test
    void a_foreign_licence_has_no_next_version() {
        String old = issued(1).get(0);
        WebTestClient other = as(registered("示范市应急管理局"));

        assertProblem(sent(other, List.of(row(old, "LOSS", Map.of()))).get(0), "LICENCE_UNKNOWN");
        assertThat(get("/api/v1/licences/" + old).has("replacedBy")).isFalse();
    }
}
