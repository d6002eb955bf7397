package org.zhaoku.gateway.holder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

/** Who acts for holders. */
final class MandatesTest extends GatewayTest {
    private static final String CITIZEN = "440300199001010016";
    private static final Map<String, Object> PERSON = Map.of("name", "张三", "codeType", "111", "code", CITIZEN);
    private static final Map<String, Object> FIRM =
            Map.of("name", "照库食品有限公司", "codeType", "001", "code", "91440300MA0000T018");
    private static final Map<String, Object> AGENT = Map.of("name", "李四", "codeType", "414", "code", "E00000001");

    private final LocalDate today = LocalDate.now(LicenceVerifier.ZONE);
    private UnifiedSocialCreditCode issuer = Codes.department();
    private LicenceTypeCode type = Codes.type();

    @Autowired
    private Database database;

    @BeforeEach
    void register() {
        issuer = registered("示范市自然资源局");
        type = published(issuer);
    }

    /** A licence of these holders in force. */
    private String inForce(List<Map<String, Object>> holders) {
        Map<String, Object> request = new HashMap<>(licenceRequest(type, issuer));
        request.remove("holderName");
        request.put("holders", holders);
        return inForce(post("/api/v1/licences", request));
    }

    private String inForce(WebTestClient.ResponseSpec accepted) {
        String path = String.valueOf(accepted.expectStatus()
                .isAccepted()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION));
        eventually(path, "/state", "IN_FORCE");
        return path;
    }

    private JsonNode mandate(Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "department",
                issuer.value(),
                "kind",
                "AGENT",
                "principal",
                PERSON,
                "agent",
                AGENT,
                "acts",
                List.of("AMENDMENT", "REISSUE"),
                "evidence",
                "授权委托书 2026-017"));
        request.putAll(more);
        return json(post("/api/v1/mandates", request).expectStatus().isCreated());
    }

    @Test
    void an_agent_applies_within_a_mandate() {
        String path = inForce(List.of(PERSON, FIRM));
        String id = mandate(Map.of("types", List.of(type.value()))).get("id").asString();

        String reissued = inForce(post(path + "/reissues", Map.of("cause", "LOSS", "mandates", List.of(id))));

        assertThat(get(reissued).at("/replaces/mandates/0").asString()).isEqualTo(id);
    }

    @Test
    void a_mandate_that_does_not_suffice_is_refused() {
        String path = inForce(List.of(PERSON));
        insufficient(path, mandate(Map.of("principal", FIRM)));
        insufficient(path, mandate(Map.of("acts", List.of("AMENDMENT"))));
        insufficient(path, mandate(Map.of("types", List.of(Codes.type().value()))));
        insufficient(path, mandate(Map.of("from", today.plusDays(1).toString())));
        insufficient(
                path,
                mandate(Map.of("from", "2020-01-01", "to", today.minusDays(1).toString())));
        JsonNode ended = mandate(Map.of());
        post("/api/v1/mandates/" + ended.get("id").asString() + "/end", Map.of())
                .expectStatus()
                .isOk();
        insufficient(path, ended);
        problem(
                post(path + "/reissues", Map.of("cause", "LOSS", "mandates", List.of("nobody"))),
                404,
                "MANDATE_UNKNOWN");
        assertThat(get(path).get("ledgerState").asString()).isEqualTo("IN_FORCE");
    }

    private void insufficient(String path, JsonNode mandate) {
        problem(
                post(
                        path + "/reissues",
                        Map.of(
                                "cause",
                                "LOSS",
                                "mandates",
                                List.of(mandate.get("id").asString()))),
                409,
                "MANDATE_INSUFFICIENT");
    }

    @Test
    void mandates_are_found_by_either_side_and_end_once() {
        JsonNode mandate = mandate(Map.of("kind", "GUARDIAN", "to", "2099-12-31"));
        String path = "/api/v1/mandates/" + mandate.get("id").asString();
        assertThat(get(path)).isEqualTo(mandate);
        assertThat(mandate.get("inForce").asBoolean()).isTrue();

        for (Map<String, Object> who : List.<Map<String, Object>>of(
                Map.of("principal", CITIZEN),
                Map.of("agent", "E00000001"),
                Map.of("principal", CITIZEN, "agent", "E00000001"))) {
            assertThat(json(post("/api/v1/mandates/search", who)).findValuesAsString("id"))
                    .contains(mandate.get("id").asString());
        }
        assertThat(json(post("/api/v1/mandates/search", Map.of("agent", CITIZEN))))
                .isEmpty();
        problem(post("/api/v1/mandates/search", Map.of()), 422, "FIELD_INVALID");

        JsonNode ended =
                json(post(path + "/end", Map.of("endedOn", today.minusDays(1).toString())));
        assertThat(ended.get("inForce").asBoolean()).isFalse();
        assertThat(json(post(path + "/end", Map.of()))).isEqualTo(ended);
        problem(post(path + "/end", Map.of("endedOn", "2999-01-01")), 422, "FIELD_INVALID");
        problem(post("/api/v1/mandates/nobody/end", Map.of()), 404, "MANDATE_UNKNOWN");
    }

    @Test
    void what_is_wrong_with_a_mandate_is_named() {
        wrong(Map.of("kind", "LEGAL_REPRESENTATIVE"), "kind");
        wrong(Map.of("kind", "GUARDIAN", "principal", FIRM), "kind");
        wrong(Map.of("agent", PERSON), "agent");
        wrong(Map.of("agent", Map.of("name", "李四")), "agent.code");
        wrong(Map.of("acts", List.of()), "acts");
        wrong(Map.of("acts", List.of("SELLING")), "acts");
        wrong(Map.of("from", "2026-02-01", "to", "2026-01-31"), "to");
        wrong(Map.of("evidence", " "), "evidence");
    }

    private void wrong(Map<String, Object> part, String field) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "department",
                issuer.value(),
                "kind",
                "AGENT",
                "principal",
                PERSON,
                "agent",
                AGENT,
                "acts",
                List.of("REISSUE"),
                "evidence",
                "授权委托书"));
        request.putAll(part);
        JsonNode problem = problem(post("/api/v1/mandates", request), 422, "FIELD_INVALID");
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void a_mandate_is_its_departments_own() {
        String path = inForce(List.of(PERSON));
        String id = mandate(Map.of()).get("id").asString();
        UnifiedSocialCreditCode department = registered("示范市住房和建设局");
        WebTestClient other = as(department);

        problem(other.get().uri("/api/v1/mandates/" + id).exchange(), 404, "MANDATE_UNKNOWN");
        problem(post(other, "/api/v1/mandates/" + id + "/end", Map.of()), 404, "MANDATE_UNKNOWN");
        assertThat(json(post(other, "/api/v1/mandates/search", Map.of("principal", CITIZEN))))
                .isEmpty();
        problem(
                post(
                        other,
                        "/api/v1/mandates",
                        Map.of(
                                "department",
                                issuer.value(),
                                "kind",
                                "AGENT",
                                "principal",
                                PERSON,
                                "agent",
                                AGENT,
                                "acts",
                                List.of("REISSUE"),
                                "evidence",
                                "授权委托书")),
                403,
                "FORBIDDEN");
        String foreign =
                mandate(Map.of("department", department.value())).get("id").asString();
        problem(
                post(as(issuer), path + "/reissues", Map.of("cause", "LOSS", "mandates", List.of(foreign))),
                404,
                "MANDATE_UNKNOWN");
    }

    private static WebTestClient.ResponseSpec post(WebTestClient client, String path, Object body) {
        return client.post().uri(path).bodyValue(body).exchange();
    }

    @Test
    void the_same_idempotency_key_is_one_mandate() {
        Map<String, Object> request = Map.of(
                "department",
                issuer.value(),
                "kind",
                "AGENT",
                "principal",
                FIRM,
                "agent",
                AGENT,
                "acts",
                List.of("RENEWAL"),
                "evidence",
                "授权委托书");
        JsonNode first = keyed(request);
        assertThat(keyed(request)).isEqualTo(first);
    }

    private JsonNode keyed(Map<String, Object> request) {
        return json(http.post()
                .uri("/api/v1/mandates")
                .header("Idempotency-Key", "m-1")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isCreated());
    }

    @Test
    void the_database_shows_nobody_who_acts_for_somebody() {
        mandate(Map.of());
        String stored = database.documents("mandates")
                .find(new org.bson.Document(), new org.bson.Document("_id", 1))
                .map(document -> new String(document.toJson().getBytes(ISO_8859_1), ISO_8859_1))
                .reduce("", String::concat)
                .blockOptional()
                .orElseThrow();
        assertThat(stored).contains("principal").doesNotContain(CITIZEN, "E00000001", "张三", "李四", "授权委托书");
    }
}
