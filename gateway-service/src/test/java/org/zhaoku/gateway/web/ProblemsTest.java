package org.zhaoku.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
final class ProblemsTest extends GatewayTest {
    private static final String PERSONAL = "11010519491231002X";

    @Test
    void an_unexpected_fault_tells_neither_caller_nor_log_its_message(CapturedOutput output) {
        JsonNode problem =
                problem(http.get().uri("/test/fault?planted=" + PERSONAL).exchange(), 500, "INTERNAL");

        assertThat(problem.toString()).doesNotContain(PERSONAL, "Exception");
        assertThat(output.getAll())
                .contains("incident " + problem.get("incident").asString())
                .contains(IllegalStateException.class.getName(), "FaultController")
                .doesNotContain(PERSONAL);
    }

    @Test
    void a_fault_that_nobody_waits_for_is_logged_without_its_message(CapturedOutput output) {
        http.get()
                .uri("/test/dropped?planted=" + PERSONAL)
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(output.getAll()).contains("incident").doesNotContain(PERSONAL);
    }

    @Test
    void a_missing_and_a_wrong_token_are_told_apart() {
        WebTestClient.ResponseSpec missing =
                anonymous.get().uri("/api/v1/types").exchange();
        missing.expectHeader().valueMatches(HttpHeaders.WWW_AUTHENTICATE, "Bearer.*");
        problem(missing, 401, "TOKEN_MISSING");
        problem(
                anonymous
                        .get()
                        .uri("/api/v1/types")
                        .header(HttpHeaders.AUTHORIZATION, "Bearer " + TOKEN + "x")
                        .exchange(),
                401,
                "TOKEN_WRONG");
        problem(anonymous.get().uri("/nowhere").exchange(), 401, "TOKEN_MISSING");
    }

    @Test
    void path_method_accept_and_media_type_have_problems_of_their_own() {
        problem(http.get().uri("/nowhere").exchange(), 404, "PATH_UNKNOWN");
        WebTestClient.ResponseSpec wrongMethod =
                http.method(HttpMethod.DELETE).uri("/api/v1/types").exchange();
        wrongMethod.expectHeader().exists(HttpHeaders.ALLOW);
        problem(wrongMethod, 405, "METHOD_NOT_ALLOWED");
        problem(http.get().uri("/api/v1/types").accept(MediaType.IMAGE_GIF).exchange(), 406, "NOT_ACCEPTABLE");
        problem(
                http.post()
                        .uri("/api/v1/types")
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue("x")
                        .exchange(),
                415,
                "MEDIA_TYPE_UNSUPPORTED");
        problem(http.get().uri("/test/number?number=" + PERSONAL).exchange(), 400, "REQUEST_MALFORMED");
    }

    @Test
    void a_malformed_body_is_named_by_its_place_and_never_quoted(CapturedOutput output) {
        for (String body : List.of(
                "{\"code\": " + PERSONAL,
                "{\"code\": {\"x\": \"" + PERSONAL + "\"}}",
                "{\"" + PERSONAL + "\": 1}",
                "{\"name\": \"a\", \"name\": \"" + PERSONAL + "\"}",
                "{} \"" + PERSONAL + "\"",
                "")) {
            JsonNode problem = problem(send("/api/v1/authorities", body), 400, "REQUEST_MALFORMED");
            assertThat(problem.toString()).doesNotContain(PERSONAL);
        }
        assertThat(output.getAll()).doesNotContain(PERSONAL);
    }

    @Test
    void bodies_beyond_the_limits_are_refused() {
        String large = "{\"name\": \"" + "x".repeat(1024 * 1024) + "\"}";
        problem(send("/api/v1/authorities", large), 413, "BODY_TOO_LARGE");
        problem(image(new byte[8 * 1024 * 1024 + 1]), 413, "BODY_TOO_LARGE");
    }

    @Test
    void an_image_without_a_code_is_unreadable() {
        problem(image(new byte[] {1, 2, 3}), 422, "IMAGE_UNREADABLE");
        problem(image(new byte[0]), 422, "IMAGE_UNREADABLE");
    }

    @Test
    void every_wrong_field_of_a_licence_is_named_and_none_is_quoted(CapturedOutput output) {
        UnifiedSocialCreditCode issuer = registered("示范市商务局");
        LicenceTypeCode type = published(issuer);
        Map<String, Object> request = new HashMap<>(licenceRequest(type, issuer));
        request.put("validTo", "2023-12-31");
        request.put(
                "fields",
                Map.of(
                        "OperatorName",
                        "长".repeat(21),
                        "FoundedOn",
                        "2021-02-29",
                        "Seats",
                        "many",
                        "OnlineSales",
                        1,
                        "Unknown",
                        PERSONAL,
                        PERSONAL,
                        "x"));

        JsonNode problem = problem(post("/api/v1/licences", request), 422, "FIELD_INVALID");

        Map<String, String> errors = new HashMap<>();
        problem.get("errors")
                .forEach(each -> errors.put(
                        each.get("field").asString(), each.get("code").asString()));
        assertThat(errors)
                .containsEntry("fields.OperatorName", "LENGTH")
                .containsEntry("fields.LegalRepresentative", "MISSING")
                .containsEntry("fields.FoundedOn", "FORMAT")
                .containsEntry("fields.Seats", "KIND")
                .containsEntry("fields.OnlineSales", "KIND")
                .containsEntry("fields.Unknown", "UNKNOWN");
        assertThat(problem.toString()).doesNotContain(PERSONAL);
        assertThat(output.getAll()).doesNotContain(PERSONAL);
    }

    @Test
    void dates_and_serials_that_do_not_fit_are_named() {
        UnifiedSocialCreditCode issuer = registered("示范市体育局");
        LicenceTypeCode type = Codes.type();
        post("/api/v1/types", typeRequest(type, issuer, true)).expectStatus().isCreated();
        Map<String, Object> request = new HashMap<>(licenceRequest(type, issuer));
        request.put("serial", "A1");
        assertThat(problem(post("/api/v1/licences", request), 422, "FIELD_INVALID")
                        .toString())
                .contains("\"serial\"");
        request.remove("serial");
        request.put("validTo", "2023-12-31");
        assertThat(problem(post("/api/v1/licences", request), 422, "FIELD_INVALID")
                        .toString())
                .contains("\"validTo\"");
    }

    @Test
    void unknown_types_departments_and_licences_have_codes() {
        UnifiedSocialCreditCode issuer = registered("示范市文化局");
        LicenceTypeCode type = published(issuer);
        UnifiedSocialCreditCode other = registered("示范市财政局");

        problem(post("/api/v1/licences", licenceRequest(Codes.type(), issuer)), 404, "TYPE_UNKNOWN");
        problem(post("/api/v1/licences", licenceRequest(type, Codes.department())), 404, "DEPARTMENT_UNKNOWN");
        problem(post("/api/v1/licences", licenceRequest(type, other)), 409, "TYPE_NOT_AUTHORISED");
        problem(http.get().uri("/api/v1/licences/" + "0".repeat(32)).exchange(), 404, "LICENCE_UNKNOWN");
        problem(http.get().uri("/api/v1/types/nonsense").exchange(), 404, "TYPE_UNKNOWN");
        problem(post("/api/v1/types", typeRequest(Codes.type(), Codes.department(), false)), 404, "DEPARTMENT_UNKNOWN");
        problem(post("/api/v1/types", typeRequest(type, issuer, true)), 409, "TYPE_VERSION_TAKEN");
        problem(post("/api/v1/authorities", Map.of("code", issuer.value(), "name", "另一个名称")), 409, "LEDGER_REFUSED");
    }

    @Test
    void a_serial_is_taken_once() {
        UnifiedSocialCreditCode issuer = registered("示范市统计局");
        LicenceTypeCode type = published(issuer);
        Map<String, Object> request = new HashMap<>(licenceRequest(type, issuer));
        request.put("serial", "2024000001");

        post("/api/v1/licences", request).expectStatus().isAccepted();

        problem(post("/api/v1/licences", request), 409, "IDENTIFIER_TAKEN");
    }

    private WebTestClient.ResponseSpec send(String path, String body) {
        return http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec image(byte[] body) {
        return anonymous
                .post()
                .uri("/api/v1/verifications")
                .contentType(MediaType.IMAGE_PNG)
                .bodyValue(body)
                .exchange();
    }
}
