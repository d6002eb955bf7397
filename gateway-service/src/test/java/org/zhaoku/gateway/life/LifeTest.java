package org.zhaoku.gateway.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

/** Licences through their lives. All is done over HTTP, so the steps hold on any ledger. */
final class LifeTest extends GatewayTest {
    private UnifiedSocialCreditCode issuer = Codes.department();
    private LicenceTypeCode type = Codes.type();

    @BeforeEach
    void register() {
        issuer = registered("示范市市场监督管理局");
        type = published(issuer);
    }

    private JsonNode changed(String path, String reason) {
        return json(
                post(path + "/changes", Map.of("reason", reason)).expectStatus().isCreated());
    }

    private JsonNode withKey(String path, String reason, String key) {
        return json(http.post()
                .uri(path + "/changes")
                .header("Idempotency-Key", key)
                .bodyValue(Map.of("reason", reason))
                .exchange()
                .expectStatus()
                .isCreated());
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String ledgerState(String path) {
        return get(path).get("ledgerState").asString();
    }

    @Test
    void a_revoked_licence_is_invalid_at_once_and_for_good() {
        String path = inForce(type, issuer);
        assertThat(ledgerState(path)).isEqualTo("IN_FORCE");
        assertThat(get(path + "/changes")).isEmpty();

        JsonNode change =
                json(post(path + "/changes", Map.of("reason", "REVOKED_AS_PUNISHMENT", "decidedOn", "2024-02-29"))
                        .expectStatus()
                        .isCreated());

        assertThat(change.get("sequence").asInt()).isEqualTo(1);
        assertThat(change.get("word").asString()).isEqualTo("吊销");
        assertThat(change.get("decidedOn").asString()).isEqualTo("2024-02-29");
        assertThat(change.get("position").get("block").asLong())
                .isGreaterThan(get(path).at("/licence/position/block").asLong());
        assertThat(verdict(code(path))).containsExactly("INVALID", "LIC-601");
        assertThat(ledgerState(path)).isEqualTo("REVOKED");
        assertThat(get(path).get("state").asString()).isEqualTo("IN_FORCE");
        assertThat(get(path + "/changes")).containsExactly(change);
        JsonNode refused = problem(post(path + "/changes", Map.of("reason", "RESTORED")), 409, "STATE_MOVE_FORBIDDEN");
        assertThat(refused.get("detail").asString()).contains("REVOKED", "IN_FORCE", "RESTORED", "恢复");
    }

    @Test
    void a_suspended_licence_is_invalid_until_it_is_restored() {
        String path = inForce(type, issuer);

        changed(path, "SUSPENDED_AS_MEASURE");
        assertThat(verdict(code(path))).containsExactly("INVALID", "LIC-602");
        assertThat(ledgerState(path)).isEqualTo("SUSPENDED");
        problem(post(path + "/changes", Map.of("reason", "PAUSED")), 409, "STATE_MOVE_FORBIDDEN");

        changed(path, "RESTORED");
        assertThat(verdict(code(path))).containsExactly("VALID");
        assertThat(get(path + "/changes").findValuesAsString("to")).containsExactly("SUSPENDED", "IN_FORCE");
    }

    @Test
    void a_dispute_is_a_mark_beside_the_state() {
        String path = inForce(type, issuer);

        changed(path, "DISPUTE_RAISED");
        assertThat(verify(code(path)).findValuesAsString("code")).contains("LIC-606");
        assertThat(get(path).get("disputed").asBoolean()).isTrue();
        assertThat(ledgerState(path)).isEqualTo("IN_FORCE");
        problem(post(path + "/changes", Map.of("reason", "DISPUTE_RAISED")), 409, "STATE_MOVE_FORBIDDEN");

        changed(path, "CANCELLED_ON_REQUEST");
        changed(path, "DISPUTE_SETTLED");
        assertThat(ledgerState(path)).isEqualTo("CANCELLED");
        assertThat(get(path).get("disputed").asBoolean()).isFalse();
        problem(post(path + "/changes", Map.of("reason", "DISPUTE_SETTLED")), 409, "STATE_MOVE_FORBIDDEN");
    }

    @Test
    void every_reason_that_ends_a_licence_at_any_time_ends_it() {
        Map<String, String> ends = Map.of(
                "CANCELLED_HOLDER_ENDED", "CANCELLED",
                "REVOKED_WRONGLY_GRANTED", "REVOKED",
                "WITHDRAWN_FOR_CHANGE", "WITHDRAWN",
                "VOID", "WITHDRAWN");
        ends.forEach((reason, state) -> {
            String path = inForce(type, issuer);
            changed(path, reason);
            assertThat(ledgerState(path)).as(reason).isEqualTo(state);
            assertThat(verdict(code(path))).as(reason).containsExactly("INVALID", "LIC-601");
        });
    }

    @Test
    void the_same_idempotency_key_is_one_change() {
        String path = inForce(type, issuer);

        JsonNode first = withKey(path, "SUSPENDED_AS_MEASURE", "case-1");
        assertThat(withKey(path, "SUSPENDED_AS_MEASURE", "case-1")).isEqualTo(first);
        changed(path, "RESTORED");
        assertThat(withKey(path, "SUSPENDED_AS_MEASURE", "case-1")).isEqualTo(first);

        assertThat(ledgerState(path)).isEqualTo("IN_FORCE");
        assertThat(withKey(path, "SUSPENDED_AS_MEASURE", "case-2")
                        .get("sequence")
                        .asInt())
                .isEqualTo(3);
        String other = inForce(type, issuer);
        assertThat(withKey(other, "VOID", "case-1").get("to").asString()).isEqualTo("WITHDRAWN");
    }

    @Test
    void a_new_key_signs_changes_of_what_the_old_one_issued() {
        String path = inForce(type, issuer);
        String old = changed(path, "PAUSED").get("kid").asString();
        String keys = "/api/v1/authorities/" + issuer.value() + "/keys";
        String fresh =
                json(post(keys, "").expectStatus().isCreated()).get("kid").asString();
        post(keys + "/" + old + "/retirement", "").expectStatus().isOk();

        assertThat(changed(path, "RESTORED").get("kid").asString()).isEqualTo(fresh);
        assertThat(verdict(code(path))).containsExactly("VALID");
        post(keys + "/" + fresh + "/retirement", "").expectStatus().isOk();
        problem(post(path + "/changes", Map.of("reason", "VOID")), 404, "DEPARTMENT_UNKNOWN");
    }

    @Test
    void many_changes_have_a_result_each() {
        List<String> paths = List.of(inForce(type, issuer), inForce(type, issuer), inForce(type, issuer));
        changed(paths.get(2), "VOID");
        List<Map<String, String>> rows = List.of(
                Map.of("id", id(paths.get(0)), "reason", "REVOKED_AS_PUNISHMENT"),
                Map.of("id", "nobody", "reason", "VOID"),
                Map.of("id", id(paths.get(1)), "reason", "RENEWED"),
                Map.of("id", id(paths.get(2)), "reason", "RESTORED"),
                Map.of("id", id(paths.get(0)), "reason", "VOID"),
                Map.of("reason", "VOID"));

        JsonNode results =
                json(post("/api/v1/licences/changes", rows).expectStatus().isOk());

        assertThat(results.findValuesAsString("row")).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(results.valueStream().map(row -> row.get("status").asInt()))
                .containsExactly(201, 404, 422, 409, 422, 422);
        assertThat(results.findValuesAsString("id"))
                .containsExactly(id(paths.get(0)), id(paths.get(1)), id(paths.get(2)));
        assertThat(results.at("/0/change/word").asString()).isEqualTo("吊销");
        assertThat(results.at("/3/code").asString()).isEqualTo("STATE_MOVE_FORBIDDEN");
        assertThat(results.at("/4/errors/0/code").asString()).isEqualTo("DUPLICATE");
        assertThat(List.of(ledgerState(paths.get(0)), ledgerState(paths.get(1)), ledgerState(paths.get(2))))
                .containsExactly("REVOKED", "IN_FORCE", "WITHDRAWN");
    }

    @Test
    void many_changes_come_and_go_as_lines_and_again_is_the_same() {
        List<String> paths = List.of(inForce(type, issuer), inForce(type, issuer));
        String lines = paths.stream()
                .map(path -> "{\"id\":\"" + id(path) + "\",\"reason\":\"PAUSED\"}\n")
                .reduce("", String::concat);

        String first = lines(lines);

        assertThat(first.lines()).hasSize(2).allSatisfy(line -> assertThat(line).contains("\"status\":201"));
        assertThat(lines(lines)).isEqualTo(first);
        assertThat(paths).allSatisfy(path -> assertThat(get(path + "/changes")).hasSize(1));
    }

    private String lines(String body) {
        return String.valueOf(http.post()
                .uri("/api/v1/licences/changes")
                .header("Idempotency-Key", "list-1")
                .header(HttpHeaders.ACCEPT, MediaType.APPLICATION_NDJSON_VALUE)
                .contentType(MediaType.APPLICATION_NDJSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_NDJSON)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void a_list_that_cannot_be_read_changes_nothing() {
        String path = inForce(type, issuer);
        String good = "{\"id\":\"" + id(path) + "\",\"reason\":\"VOID\"}";
        for (String bad : List.of("{\"id\":", "{\"reson\":\"VOID\"}", "null", "7", "{} {}")) {
            problem(
                    http.post()
                            .uri("/api/v1/licences/changes")
                            .contentType(MediaType.APPLICATION_NDJSON)
                            .bodyValue(good + "\n" + bad)
                            .exchange(),
                    400,
                    "REQUEST_MALFORMED");
        }
        for (String bad : List.of(good, "[" + good, "[" + good + "][]", "[" + good + ",null]", "[" + good + ",7]")) {
            problem(
                    http.post()
                            .uri("/api/v1/licences/changes")
                            .contentType(MediaType.APPLICATION_JSON)
                            .bodyValue(bad)
                            .exchange(),
                    400,
                    "REQUEST_MALFORMED");
        }
        assertThat(get(path + "/changes")).isEmpty();
    }

    @Test
    void what_is_wrong_with_a_request_is_named() {
        String path = inForce(type, issuer);
        for (String reason : List.of("RENEWED", "TRANSFERRED_OUT_TO", "revoked", "")) {
            JsonNode wrong = problem(post(path + "/changes", Map.of("reason", reason)), 422, "FIELD_INVALID");
            assertThat(wrong.at("/errors/0/field").asString()).isEqualTo("reason");
        }
        for (String day : List.of("2999-01-01", "yesterday")) {
            JsonNode wrong =
                    problem(post(path + "/changes", Map.of("reason", "VOID", "decidedOn", day)), 422, "FIELD_INVALID");
            assertThat(wrong.at("/errors/0/field").asString()).isEqualTo("decidedOn");
        }
        problem(post("/api/v1/licences/nobody/changes", Map.of("reason", "VOID")), 404, "LICENCE_UNKNOWN");
        problem(http.get().uri("/api/v1/licences/nobody/changes").exchange(), 404, "LICENCE_UNKNOWN");
        assertThat(ledgerState(path)).isEqualTo("IN_FORCE");
    }
}
