package org.zhaoku.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
final class AccessTest extends GatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private Database database;

    private JsonNode key(LicenceTypeCode type, String... purposes) {
        return json(post(
                        "/api/v1/api-keys",
                        Map.of(
                                "name",
                                "测试应用",
                                "rights",
                                List.of(Map.of("type", type.value(), "purposes", List.of(purposes)))))
                .expectStatus()
                .isCreated());
    }

    private WebTestClient with(String key) {
        return anonymous.mutate().defaultHeader(Credentials.API_KEY, key).build();
    }

    private static String name(WebTestClient caller) {
        return String.valueOf(caller.get()
                .uri("/test/name")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void an_endpoint_without_a_rule_is_closed_to_all() {
        for (WebTestClient caller : List.of(http, as(Role.OPERATOR), as(Role.AUDITOR), as(Codes.department()))) {
            problem(caller.get().uri("/test/without-rule").exchange(), 403, "FORBIDDEN");
        }
        problem(anonymous.get().uri("/test/without-rule").exchange(), 401, "TOKEN_MISSING");
        problem(http.get().uri("/actuator").exchange(), 403, "FORBIDDEN");
    }

    @Test
    void who_is_calling_has_a_name_of_its_kind(CapturedOutput output) {
        JsonNode made = key(Codes.type(), "a");

        assertThat(name(http)).isEqualTo("token");
        assertThat(name(as(Role.AUDITOR))).isEqualTo("oidc:test-AUDITOR");
        assertThat(name(with(made.get("key").asString())))
                .isEqualTo("key:" + made.get("id").asString());
        assertThat(output.getAll()).doesNotContain("oidc:test-AUDITOR");
    }

    @Test
    void an_api_key_is_shown_once_and_stored_as_a_keyed_hash_only(CapturedOutput output) {
        JsonNode made = key(Codes.type(), "a");
        String text = made.get("key").asString();
        String secret =
                text.substring("zk_".length() + made.get("id").asString().length() + 1);

        Document stored = database.documents("api-keys")
                .find(made.get("id").asString())
                .blockOptional(PATIENCE)
                .orElseThrow();
        JsonNode listed = get("/api/v1/api-keys");

        assertThat(secret).hasSizeGreaterThan(20);
        assertThat(stored.toJson()).doesNotContain(secret);
        assertThat(listed.findValuesAsString("id")).contains(made.get("id").asString());
        assertThat(listed.toString()).doesNotContain(secret, "\"key\"");
        assertThat(made.get("createdBy").asString()).isEqualTo("token");
        assertThat(output.getAll()).doesNotContain(secret);
    }

    @Test
    void an_api_key_reads_its_types_for_its_purposes_until_it_is_taken_back() {
        UnifiedSocialCreditCode issuer = registered("示范市市场监督管理局");
        LicenceTypeCode type = published(issuer);
        String path = inForce(type, issuer);
        JsonNode made = key(type, "food-inspection", "tax");
        WebTestClient app = with(made.get("key").asString());

        JsonNode refused = problem(app.get().uri(path).exchange(), 403, "PURPOSE_NOT_ALLOWED");
        assertThat(refused.get("detail").asString()).contains(Callers.PURPOSE, "food-inspection, tax");
        problem(app.get().uri(path).header(Callers.PURPOSE, "advertising").exchange(), 403, "PURPOSE_NOT_ALLOWED");
        app.get()
                .uri(path)
                .header(Callers.PURPOSE, "tax")
                .exchange()
                .expectStatus()
                .isOk();

        String id = made.get("id").asString();
        JsonNode revoked = json(http.delete().uri("/api/v1/api-keys/" + id).exchange());
        assertThat(revoked.get("revokedBy").asString()).isEqualTo("token");
        assertThat(json(http.delete().uri("/api/v1/api-keys/" + id).exchange()).get("revoked"))
                .isEqualTo(revoked.get("revoked"));
        problem(app.get().uri(path).header(Callers.PURPOSE, "tax").exchange(), 401, "TOKEN_WRONG");
    }

    @Test
    void whoever_writes_to_the_database_gives_no_key_more_rights() {
        JsonNode made = key(Codes.type(), "a");
        WebTestClient app = with(made.get("key").asString());
        assertThat(name(app)).startsWith("key:");

        database.documents("api-keys")
                .update(
                        Filters.eq("_id", made.get("id").asString()),
                        Updates.set("rights.0.type", Codes.type().value()))
                .block(PATIENCE);

        problem(app.get().uri("/test/name").exchange(), 401, "TOKEN_WRONG");
    }

    @Test
    void wrong_api_keys_are_refused_alike() {
        String text = key(Codes.type(), "a").get("key").asString();
        char other = text.charAt(text.length() - 2) == 'A' ? 'B' : 'A';
        for (String wrong : List.of(
                "nonsense",
                "zk_0000000000000000_" + "A".repeat(43),
                text.substring(0, text.length() - 2) + other + text.charAt(text.length() - 1))) {
            JsonNode refused = problem(with(wrong).get().uri("/test/name").exchange(), 401, "TOKEN_WRONG");
            assertThat(refused.get("detail").asString()).startsWith("There is no such API key, it has expired");
        }
    }

    @Test
    void what_is_wrong_with_a_key_or_account_to_make_is_named() {
        JsonNode wrong = problem(
                post(
                        "/api/v1/api-keys",
                        Map.of(
                                "validDays",
                                1000,
                                "rights",
                                List.of(Map.of("type", "x", "purposes", List.of("with blanks"))))),
                422,
                "FIELD_INVALID");
        assertThat(wrong.get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("name", "rights[0].type", "rights[0].purposes", "validDays");
        for (Map<String, Object> account : List.<Map<String, Object>>of(
                Map.of("name", "a", "roles", List.of("DEPARTMENT")),
                Map.of("name", "a", "roles", List.of("AUDITOR"), "department", "11440300000000019K"),
                Map.of("name", "a", "roles", List.of("APP")),
                Map.of("name", "a", "roles", List.of()))) {
            problem(post("/api/v1/tokens", account), 422, "FIELD_INVALID");
        }
    }

    @Test
    void rows_for_a_foreign_licence_say_that_there_is_none() {
        UnifiedSocialCreditCode issuer = registered("示范市公安局");
        String path = inForce(published(issuer), issuer);
        WebTestClient other = as(registered("示范市民政局"));

        JsonNode results = json(other.post()
                .uri("/api/v1/licences/changes")
                .bodyValue(List.of(Map.of("id", path.substring(path.lastIndexOf('/') + 1), "reason", "VOID")))
                .exchange()
                .expectStatus()
                .isOk());

        assertThat(results.at("/0/code").asString()).isEqualTo("LICENCE_UNKNOWN");
        assertThat(get(path).get("ledgerState").asString()).isEqualTo("IN_FORCE");
    }

    @Test
    void a_department_gives_no_other_department_the_right_to_issue() {
        UnifiedSocialCreditCode own = registered("示范市教育局");
        UnifiedSocialCreditCode other = registered("示范市财政局");
        LicenceTypeCode type = LicenceTypeCode.parse(own.value() + "001");

        problem(
                as(own).post()
                        .uri("/api/v1/types")
                        .bodyValue(typeRequest(type, other, false))
                        .exchange(),
                403,
                "FORBIDDEN");
        as(own).post()
                .uri("/api/v1/types")
                .bodyValue(typeRequest(type, own, false))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @Test
    void every_reply_says_how_much_is_left() {
        anonymous
                .get()
                .uri("/api/v1/regions")
                .exchange()
                .expectHeader()
                .valueEquals("RateLimit-Policy", "\"minute\";q=3000;w=60")
                .expectHeader()
                .valueMatches("RateLimit", "\"minute\";r=\\d+;t=\\d+");
        problem(with("nonsense").get().uri("/api/v1/regions").exchange(), 401, "TOKEN_WRONG");
    }
}
