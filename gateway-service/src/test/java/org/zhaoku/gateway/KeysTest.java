package org.zhaoku.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.statement.SignedStatement;
import tools.jackson.databind.JsonNode;

/** A department's keys and rights through their lives. All is done over HTTP, so the steps hold on any ledger. */
final class KeysTest extends GatewayTest {
    private UnifiedSocialCreditCode issuer = Codes.department();
    private LicenceTypeCode type = Codes.type();

    @BeforeEach
    void register() {
        issuer = registered("示范市市场监督管理局");
        type = published(issuer);
    }

    private JsonNode authority() {
        return get("/api/v1/authorities")
                .valueStream()
                .filter(authority -> authority.get("code").asString().equals(issuer.value()))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode key(String kid) {
        return authority()
                .get("keys")
                .valueStream()
                .filter(key -> key.get("kid").asString().equals(kid))
                .findFirst()
                .orElseThrow();
    }

    private String firstKid() {
        return authority().at("/keys/0/kid").asString();
    }

    private String keys() {
        return "/api/v1/authorities/" + issuer.value() + "/keys";
    }

    private String added() {
        return json(post(keys(), "").expectStatus().isCreated()).get("kid").asString();
    }

    private void retire(String kid) {
        assertThat(json(post(keys() + "/" + kid + "/retirement", "")
                                .expectStatus()
                                .isOk())
                        .get("state")
                        .asString())
                .isEqualTo("RETIRED");
    }

    private static Map<String, Object> from(JsonNode position) {
        return Map.of(
                "from",
                Map.of(
                        "block", position.get("block").asLong(),
                        "transaction", position.get("transaction").asLong()));
    }

    private String signer(String path) {
        byte[] statement = java.util.Base64.getUrlDecoder()
                .decode(get(path).at("/licence/statement").asString());
        return SignedStatement.decode(Bytes.of(statement)).kid().toString();
    }

    @Test
    void after_a_rotation_the_new_key_signs_and_what_the_old_one_signed_stays_valid() {
        String old = firstKid();
        String before = inForce(type, issuer);
        String fresh = added();
        String between = inForce(type, issuer);
        retire(old);
        String after = inForce(type, issuer);

        assertThat(List.of(signer(before), signer(between), signer(after))).containsExactly(old, fresh, fresh);
        assertThat(List.of(verdict(code(before)), verdict(code(between)), verdict(code(after))))
                .containsOnly(List.of("VALID"));
        assertThat(key(old).get("retiredFrom").get("block").asLong())
                .isGreaterThan(key(fresh).get("addedAt").get("block").asLong());
        assertThat(key(fresh).get("state").asString()).isEqualTo("ACTIVE");
        assertThat(key(fresh).get("lastDay").asString())
                .isGreaterThan(key(fresh).get("firstDay").asString());
        retire(old);
        post("/api/v1/authorities", Map.of("code", issuer.value(), "name", "示范市市场监督管理局"))
                .expectStatus()
                .isCreated();
    }

    @Test
    void a_leaked_key_is_distrusted_from_a_position_and_what_it_anchored_before_stays_valid() {
        String leaked = firstKid();
        String before = inForce(type, issuer);
        String atIt = inForce(type, issuer);
        String later = inForce(type, issuer);
        JsonNode position = get(atIt).at("/licence/position");
        String path = keys() + "/" + leaked + "/distrust";

        added();
        JsonNode distrusted = json(post(path, from(get(later).at("/licence/position")))
                .expectStatus()
                .isOk());
        assertThat(distrusted.get("state").asString()).isEqualTo("DISTRUSTED");
        assertThat(verdict(code(atIt))).containsExactly("VALID");
        json(post(path, from(position)).expectStatus().isOk());

        assertThat(verdict(code(before))).containsExactly("VALID");
        assertThat(verdict(code(atIt))).containsExactly("INVALID", "LIC-304");
        assertThat(verdict(code(later))).containsExactly("INVALID", "LIC-304");
        LicenceVerifier offline = offline();
        assertThat(offline.verify(code(before), Instant.now()).outcome()).isEqualTo(Verdict.Outcome.VALID);
        assertThat(offline.verify(code(atIt), Instant.now()).outcome()).isEqualTo(Verdict.Outcome.INVALID);
        assertThat(offline.verify(code(later), Instant.now()).outcome()).isEqualTo(Verdict.Outcome.INVALID);
        assertThat(verdict(code(inForce(type, issuer)))).containsExactly("VALID");
        JsonNode refused = problem(post(path, from(get(later).at("/licence/position"))), 409, "LEDGER_REFUSED");
        assertThat(refused.get("detail").asString()).contains("REGISTRY_DISTRUST_LATER");
        assertThat(key(leaked).get("distrustedFrom")).isEqualTo(position);
    }

    @Test
    void without_an_active_key_nothing_is_issued_until_there_is_one() {
        retire(firstKid());
        problem(post("/api/v1/licences", licenceRequest(type, issuer)), 404, "DEPARTMENT_UNKNOWN");

        added();

        assertThat(verdict(code(inForce(type, issuer)))).containsExactly("VALID");
    }

    @Test
    void a_right_that_is_taken_back_ends_issuing_and_not_what_was_issued() {
        String before = inForce(type, issuer);
        String right = "/api/v1/authorities/" + issuer.value() + "/types/" + type.value();

        JsonNode authority =
                json(http.delete().uri(right).exchange().expectStatus().isOk());
        http.delete().uri(right).exchange().expectStatus().isOk();

        assertThat(authority.get("types")).isEmpty();
        assertThat(verdict(code(before))).containsExactly("VALID");
        problem(post("/api/v1/licences", licenceRequest(type, issuer)), 409, "TYPE_NOT_AUTHORISED");
        post("/api/v1/types", typeRequest(type, issuer, false)).expectStatus().isCreated();
        assertThat(verdict(code(inForce(type, issuer)))).containsExactly("VALID");
    }

    @Test
    void unknown_departments_keys_and_positions_are_named() {
        String kid = firstKid();
        String stranger = "/api/v1/authorities/" + Codes.department().value();
        problem(post(stranger + "/keys", ""), 404, "DEPARTMENT_UNKNOWN");
        problem(post("/api/v1/authorities/nobody/keys", ""), 404, "DEPARTMENT_UNKNOWN");
        problem(http.delete().uri(stranger + "/types/" + type.value()).exchange(), 404, "DEPARTMENT_UNKNOWN");
        problem(
                http.delete()
                        .uri("/api/v1/authorities/" + issuer.value() + "/types/nothing")
                        .exchange(),
                404,
                "TYPE_UNKNOWN");
        problem(post(keys() + "/0102030405060708/retirement", ""), 404, "KEY_UNKNOWN");
        problem(post(keys() + "/key/retirement", ""), 404, "KEY_UNKNOWN");
        problem(post(keys() + "/" + kid + "/distrust", Map.of()), 422, "FIELD_INVALID");
        JsonNode negative = problem(
                post(keys() + "/" + kid + "/distrust", Map.of("from", Map.of("block", -1))), 422, "FIELD_INVALID");
        assertThat(negative.get("errors").findValuesAsString("field"))
                .containsExactly("from.block", "from.transaction");
        assertThat(key(kid).get("state").asString()).isEqualTo("ACTIVE");
    }
}
