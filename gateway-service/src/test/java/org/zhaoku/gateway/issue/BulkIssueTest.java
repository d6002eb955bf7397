package org.zhaoku.gateway.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many licences by one request, over HTTP. */
final class BulkIssueTest extends GatewayTest {
    private static final String PATH = "/api/v1/licences";

    private final JsonMapper mapper;
    private UnifiedSocialCreditCode issuer = Codes.department();
    private LicenceTypeCode type = Codes.type();

    BulkIssueTest(@Autowired JsonMapper mapper) {
        this.mapper = mapper;
    }

    private String row(Map<String, Object> other) {
        Map<String, Object> request = new HashMap<>(licenceRequest(type, issuer));
        request.putAll(other);
        return mapper.writeValueAsString(request);
    }

    private List<JsonNode> results(List<String> rows) {
        return results(String.join("\n", rows));
    }

    private List<JsonNode> results(String body) {
        return results(http, body);
    }

    private List<JsonNode> results(WebTestClient caller, String body) {
        String answer = new String(
                bytes(caller.post()
                        .uri(PATH)
                        .contentType(MediaType.APPLICATION_NDJSON)
                        .bodyValue(body.getBytes(UTF_8))
                        .exchange()
                        .expectHeader()
                        .contentTypeCompatibleWith(MediaType.APPLICATION_NDJSON)),
                UTF_8);
        return Arrays.stream(answer.split("\n")).map(mapper::readTree).toList();
    }

    private void begin() {
        issuer = registered("示范市市场监督管理局");
        type = published(issuer);
    }

    @Test
    void every_row_comes_into_force_and_has_its_result_in_its_place() {
        begin();
        List<JsonNode> results =
                results(IntStream.range(0, 600).mapToObj(i -> row(Map.of())).toList());

        assertThat(results).hasSize(600);
        for (int i = 0; i < 600; i++) {
            JsonNode result = results.get(i);
            assertThat(result.get("row").asInt()).isEqualTo(i + 1);
            assertThat(result.get("state").asString()).isEqualTo("SIGNED");
            assertThat(result.has("problem")).isFalse();
        }
        for (JsonNode result : List.of(results.get(0), results.get(300), results.get(599))) {
            String path = PATH + "/" + result.get("id").asString();
            JsonNode licence = eventually(path, "/state", "IN_FORCE");
            assertThat(licence.at("/licence/identifier").asString())
                    .isEqualTo(result.get("identifier").asString());
            assertThat(verdict(code(path))).containsExactly("VALID");
        }
    }

    @Test
    void a_bad_row_hurts_no_other() {
        begin();
        List<JsonNode> results = results(String.join(
                "\r\n",
                row(Map.of()),
                "{\"type\":",
                "",
                row(Map.of("holderName", "")),
                "null",
                "[]",
                row(Map.of("unknown", 1)),
                row(Map.of("fields", Map.of("Seats", "forty"))),
                row(Map.of("issuer", Codes.department().value())),
                "{\"type\":\"" + "x".repeat(70_000) + "\"}",
                "\u0000",
                row(Map.of("serial", "S1")),
                row(Map.of("serial", "S1")),
                row(Map.of())));

        assertThat(results)
                .extracting(each -> each.get("row").asInt())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        assertThat(results)
                .extracting(each ->
                        each.at("/problem/code").asString(each.path("state").asString("")))
                .containsExactly(
                        "SIGNED",
                        "REQUEST_MALFORMED",
                        "FIELD_INVALID",
                        "REQUEST_MALFORMED",
                        "REQUEST_MALFORMED",
                        "REQUEST_MALFORMED",
                        "FIELD_INVALID",
                        "DEPARTMENT_UNKNOWN",
                        "BODY_TOO_LARGE",
                        "REQUEST_MALFORMED",
                        "SIGNED",
                        "IDENTIFIER_TAKEN",
                        "SIGNED");
        assertThat(results.get(2).at("/problem/errors/0/field").asString()).isEqualTo("holderName");
        assertThat(results.get(6).at("/problem/errors").toString())
                .contains("fields.Seats", "fields.OperatorName", "MISSING", "KIND");
        assertThat(results.toString()).doesNotContain("forty", "xxxx");
    }

    @Test
    void the_same_key_is_the_same_licence_in_one_request_and_in_the_next() {
        begin();
        String row = row(Map.of("idempotencyKey", "2026-0001"));

        List<JsonNode> first = results(List.of(row, row));
        List<JsonNode> again = results(List.of(row));
        JsonNode single = json(http.post()
                .uri(PATH)
                .header("Idempotency-Key", "2026-0001")
                .bodyValue(licenceRequest(type, issuer))
                .exchange());

        assertThat(List.of(first.get(0), first.get(1), again.get(0), single))
                .extracting(each -> each.get("id").asString())
                .containsOnly(first.get(0).get("id").asString());
        assertThat(again.get(0).get("identifier")).isEqualTo(first.get(0).get("identifier"));
        assertThat(results(List.of(row(Map.of("idempotencyKey", "a key with blanks"))))
                        .get(0)
                        .at("/problem/errors/0/field")
                        .asString())
                .isEqualTo("idempotencyKey");
    }

    @Test
    void a_row_of_a_department_for_which_the_caller_does_not_act_is_forbidden() {
        begin();
        String own = row(Map.of());
        issuer = registered("示范市应急管理局");
        String foreign = row(Map.of());

        assertThat(results(as(issuer), foreign + "\n" + own + "\n" + foreign))
                .extracting(each ->
                        each.at("/problem/code").asString(each.path("state").asString("")))
                .containsExactly("TYPE_NOT_AUTHORISED", "FORBIDDEN", "TYPE_NOT_AUTHORISED");
        problem(
                as(Role.COUNTER)
                        .post()
                        .uri(PATH)
                        .contentType(MediaType.APPLICATION_NDJSON)
                        .bodyValue(own.getBytes(UTF_8))
                        .exchange(),
                403,
                "FORBIDDEN");
    }

    @Test
    void an_empty_request_has_no_results() {
        begin();
        http.post()
                .uri(PATH)
                .contentType(MediaType.APPLICATION_NDJSON)
                .bodyValue(new byte[] {'\n', ' ', '\n'})
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .isEmpty();
    }

    @Test
    void without_a_token_nothing_is_read() {
        problem(
                anonymous
                        .post()
                        .uri(PATH)
                        .contentType(MediaType.APPLICATION_NDJSON)
                        .bodyValue(new byte[] {'{', '}'})
                        .exchange(),
                401,
                "TOKEN_MISSING");
    }
}
