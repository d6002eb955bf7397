package org.zhaoku.gateway.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

/** Licences that give way to their next versions, over HTTP, so the steps hold on any ledger. */
final class SuccessorTest extends GatewayTest {
    private final LocalDate today = LocalDate.now(LicenceVerifier.ZONE);
    private UnifiedSocialCreditCode issuer = Codes.department();
    private LicenceTypeCode type = Codes.type();

    @BeforeEach
    void register() {
        issuer = registered("示范市市场监督管理局");
        type = published(issuer);
    }

    private String issued(LocalDate validTo) {
        Map<String, Object> request = new HashMap<>(licenceRequest(type, issuer));
        request.put("validTo", validTo.toString());
        return whenInForce(post("/api/v1/licences", request));
    }

    private String whenInForce(WebTestClient.ResponseSpec accepted) {
        String path = String.valueOf(accepted.expectStatus()
                .isAccepted()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION));
        eventually(path, "/state", "IN_FORCE");
        return path;
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void assertPart(JsonNode licence, String pointer, String expected) {
        assertThat(licence.at(pointer).asString()).as(pointer).isEqualTo(expected);
    }

    @Test
    void a_renewal_keeps_the_serial_and_supersedes_the_old_licence_in_one_transaction() {
        String old = issued(today.plusDays(20));
        String oldCode = code(old);

        String renewed = whenInForce(post(
                old + "/renewals",
                Map.of("validTo", "2099-12-31", "appliedOn", today.toString(), "decidedOn", today.toString())));

        JsonNode before = get(old);
        JsonNode after = get(renewed);
        assertPart(before, "/ledgerState", "SUPERSEDED");
        assertPart(before, "/replacedBy", id(renewed));
        assertPart(after, "/replaces/id", id(old));
        assertPart(after, "/replaces/word", "延续");
        assertPart(after, "/licence/version", "2");
        assertPart(after, "/licence/validTo", "2099-12-31");
        assertPart(after, "/licence/validFrom", today.toString());
        assertPart(after, "/licence/fields/OperatorName", "照库小吃店");
        String first = before.at("/licence/identifier").asString();
        assertThat(after.at("/licence/identifier").asString())
                .startsWith(first.substring(0, first.length() - "001.X".length()) + "002.");
        JsonNode change = get(old + "/changes").get(0);
        assertPart(change, "/reason", "RENEWED");
        assertPart(change, "/successor", id(renewed));
        assertPart(change, "/decidedOn", today.toString());
        assertThat(change.get("position")).isEqualTo(after.at("/licence/position"));
        assertThat(get(renewed + "/changes")).isEmpty();
        assertThat(verdict(oldCode)).containsExactly("INVALID", "LIC-603");
        assertThat(verify(oldCode).get("replacedBy")).isEqualTo(after.at("/licence/identifier"));
        assertThat(verdict(code(renewed))).containsExactly("VALID");
        assertThat(verify(code(renewed)).has("replacedBy")).isFalse();
    }

    @Test
    void an_amendment_changes_what_it_names_and_nothing_else() {
        String old = inForce(type, issuer);
        Map<String, Object> fields = new HashMap<>();
        fields.put("Seats", 60);
        fields.put("OnlineSales", null);

        String amended = whenInForce(post(old + "/amendments", Map.of("holderName", "照库大饭店", "fields", fields)));

        JsonNode licence = get(amended).get("licence");
        assertPart(licence, "/holderName", "照库大饭店");
        assertPart(licence, "/fields/Seats", "60");
        assertPart(licence, "/fields/OperatorName", "照库小吃店");
        assertThat(licence.at("/fields/OnlineSales").isMissingNode()).isTrue();
        assertPart(licence, "/validFrom", "2024-01-01");
        assertPart(get(old + "/changes").get(0), "/word", "变更");
    }

    @Test
    void a_chain_of_versions_has_one_that_is_in_force() {
        String first = inForce(type, issuer);
        String second = whenInForce(post(first + "/reissues", Map.of("cause", "LOSS")));
        String third = whenInForce(post(second + "/corrections", Map.of("fields", Map.of("Seats", 39))));
        String fourth = whenInForce(post(third + "/annual-checks", Map.of("fields", Map.of("Seats", 41))));

        assertPart(get(first + "/changes").get(0), "/word", "遗失补发");
        assertPart(get(second + "/changes").get(0), "/word", "更正");
        assertPart(get(third + "/changes").get(0), "/word", "变更");
        assertPart(get(fourth), "/replaces/occasion", "ANNUAL_CHECK");
        assertPart(get(fourth), "/licence/version", "4");
        for (String path : List.of(first, second, third)) {
            assertThat(verdict(code(path))).containsExactly("INVALID", "LIC-603");
            problem(post(path + "/reissues", Map.of("cause", "DAMAGE")), 409, "STATE_MOVE_FORBIDDEN");
        }
        assertThat(verdict(code(fourth))).containsExactly("VALID");
    }

    @Test
    void the_version_before_may_lose_its_personal_data_and_the_chain_goes_on() {
        String first = inForce(type, issuer);
        String firstCode = code(first);
        String second = whenInForce(post(first + "/reissues", Map.of("cause", "LOSS")));

        http.delete().uri(first + "/personal-data").exchange().expectStatus().isOk();

        problem(post(first + "/reissues", Map.of("cause", "LOSS")), 410, "LICENCE_ERASED");
        assertPart(get(second), "/replaces/id", id(first));
        assertThat(verify(firstCode).get("replacedBy")).isEqualTo(get(second).at("/licence/identifier"));
        String third = whenInForce(post(second + "/reissues", Map.of("cause", "DAMAGE")));
        assertThat(verdict(code(third))).containsExactly("VALID");
        assertPart(get(second), "/replacedBy", id(third));
    }

    @Test
    void the_same_idempotency_key_is_one_next_version() {
        String old = inForce(type, issuer);
        String path = whenInForce(keyed(old, "loss-1"));

        assertThat(whenInForce(keyed(old, "loss-1"))).isEqualTo(path);
        problem(keyed(old, "loss-2"), 409, "STATE_MOVE_FORBIDDEN");
        assertThat(whenInForce(keyed(path, "loss-1"))).isNotEqualTo(path);
    }

    private WebTestClient.ResponseSpec keyed(String path, String key) {
        return http.post()
                .uri(path + "/reissues")
                .header("Idempotency-Key", key)
                .bodyValue(Map.of("cause", "LOSS"))
                .exchange();
    }

    @Test
    void what_ran_out_is_renewed_if_that_was_applied_for_in_time() {
        LocalDate last = today.minusDays(3);
        String old = issued(last);
        assertThat(get(old).get("expired").asBoolean()).isTrue();
        assertPart(get(old), "/ledgerState", "IN_FORCE");
        assertThat(verdict(code(old))).containsExactly("INVALID", "LIC-502");

        problem(post(old + "/renewals", Map.of("validTo", "2099-12-31")), 409, "LICENCE_EXPIRED");
        problem(
                post(
                        old + "/renewals",
                        Map.of(
                                "validTo",
                                "2099-12-31",
                                "appliedOn",
                                last.plusDays(1).toString())),
                409,
                "LICENCE_EXPIRED");
        problem(post(old + "/amendments", Map.of("fields", Map.of("Seats", 41))), 409, "LICENCE_EXPIRED");
        problem(post(old + "/reissues", Map.of("cause", "LOSS")), 409, "LICENCE_EXPIRED");
        problem(post(old + "/annual-checks", Map.of("fields", Map.of("Seats", 41))), 409, "LICENCE_EXPIRED");

        String renewed =
                whenInForce(post(old + "/renewals", Map.of("validTo", "2099-12-31", "appliedOn", last.toString())));
        assertPart(get(renewed), "/replaces/appliedOn", last.toString());
        assertThat(get(renewed).get("expired").asBoolean()).isFalse();
        assertThat(verdict(code(renewed))).containsExactly("VALID");
    }

    @Test
    void what_ran_out_and_was_not_renewed_is_cancelled_or_corrected() {
        String old = issued(today.minusDays(1));
        String wrong = issued(today.minusDays(1));
        String running = issued(today);

        post(old + "/changes", Map.of("reason", "CANCELLED_EXPIRED"))
                .expectStatus()
                .isCreated();
        assertPart(get(old), "/ledgerState", "CANCELLED");
        problem(post(running + "/changes", Map.of("reason", "CANCELLED_EXPIRED")), 409, "STATE_MOVE_FORBIDDEN");
        String corrected = whenInForce(post(wrong + "/corrections", Map.of("validTo", "长期")));
        assertThat(get(corrected).at("/licence/validTo").isMissingNode()).isTrue();
        assertThat(verdict(code(corrected))).containsExactly("VALID");
    }

    @Test
    void what_is_wrong_with_a_request_is_named() {
        String old = issued(today.plusDays(20));
        String endless = inForce(type, issuer);
        assertWrong(old + "/renewals", Map.of(), "validTo", "MISSING");
        assertWrong(old + "/renewals", Map.of("validTo", today.plusDays(20).toString()), "validTo", "RANGE");
        assertWrong(endless + "/renewals", Map.of("validTo", "2099-12-31"), "validTo", "RANGE");
        assertWrong(
                old + "/renewals",
                Map.of("validTo", "2099-12-31", "validFrom", today.plusDays(1).toString()),
                "validFrom",
                "RANGE");
        assertWrong(old + "/amendments", Map.of(), "fields", "RANGE");
        assertWrong(old + "/amendments", Map.of("fields", Map.of("Seats", 40)), "fields", "RANGE");
        assertWrong(old + "/amendments", Map.of("fields", Map.of("Tables", 40)), "fields.Tables", "UNKNOWN");
        assertWrong(old + "/amendments", Map.of("validTo", "soon"), "validTo", "FORMAT");
        assertWrong(old + "/amendments", Map.of("holderName", " "), "holderName", "LENGTH");
        assertWrong(old + "/corrections", Map.of("decidedOn", "2999-01-01"), "decidedOn", "RANGE");
        assertWrong(old + "/reissues", Map.of("cause", "THEFT"), "cause", "FORMAT");
        problem(post("/api/v1/licences/nobody/reissues", Map.of("cause", "LOSS")), 404, "LICENCE_UNKNOWN");
        assertThat(get(old + "/changes")).isEmpty();
    }

    private void assertWrong(String path, Map<String, Object> body, String field, String code) {
        JsonNode wrong = problem(post(path, body), 422, "FIELD_INVALID");
        assertPart(wrong, "/errors/0/field", field);
        assertPart(wrong, "/errors/0/code", code);
    }
}
