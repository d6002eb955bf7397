package org.zhaoku.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.statement.SignedStatement;
import tools.jackson.databind.JsonNode;

final class ApiTest extends GatewayTest {
    @Test
    void a_licence_goes_from_the_request_to_a_valid_verdict() {
        UnifiedSocialCreditCode issuer = registered("示范市市场监督管理局");
        LicenceTypeCode type = published(issuer);

        String path = inForce(type, issuer);

        JsonNode licence = get(path).get("licence");
        assertThat(licence.get("issuer").asString()).isEqualTo(issuer.value());
        assertThat(licence.get("fields").get("LegalRepresentative").asString()).isEqualTo("𠮷田三");
        assertThat(licence.get("position").get("block").asLong()).isPositive();
        assertThat(licence.has("validTo")).isFalse();
        var statement = SignedStatement.decode(base64(licence.get("statement").asString()));
        var receipt = FullReceipt.decode(base64(licence.get("receipt").asString()));
        assertThat(receipt.leadsFrom(statement.digest())).isTrue();

        JsonNode verdict = verify(code(path));
        assertThat(verdict.get("outcome").asString()).isEqualTo("VALID");
        assertThat(verdict.get("ledger").get("shared").asBoolean()).isFalse();
        JsonNode face = verdict.get("licence").get("face");
        assertThat(face.get(1).get("value").asString()).isEqualTo("𠮷**");
        assertThat(face.get(2).get("value").asString()).isEqualTo("2020-02-29");
        assertThat(face.get(0).get("title").asString()).isEqualTo("经营者名称");
        assertThat(verdict.get("licence").get("issuerName").asString()).isEqualTo("示范市市场监督管理局");
    }

    @Test
    void an_altered_code_is_invalid_and_shows_nothing_of_the_licence() {
        UnifiedSocialCreditCode issuer = registered("示范市卫生健康委员会");
        String text = code(inForce(published(issuer), issuer));
        int middle = text.length() / 3;
        char other = text.charAt(middle) == 'A' ? 'B' : 'A';

        JsonNode verdict = verify(text.substring(0, middle) + other + text.substring(middle + 1));

        assertThat(verdict.get("outcome").asString()).isEqualTo("INVALID");
        assertThat(verdict.has("licence")).isFalse();
        assertThat(verdict.get("checks")
                        .get(verdict.get("checks").size() - 1)
                        .get("code")
                        .asString())
                .startsWith("LIC-");
    }

    @Test
    void the_image_of_a_code_is_verified_without_a_token() {
        UnifiedSocialCreditCode issuer = registered("示范市公安局");
        String path = inForce(published(issuer), issuer);
        byte[] image = bytes(http.get().uri(path + "/qr.png").exchange());

        anonymous
                .post()
                .uri("/api/v1/verifications")
                .contentType(MediaType.IMAGE_PNG)
                .bodyValue(image)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.outcome")
                .isEqualTo("VALID");
    }

    @Test
    void a_code_without_receipt_cannot_be_told_by_the_bundle_alone() {
        UnifiedSocialCreditCode issuer = registered("示范市交通运输局");
        String path = inForce(published(issuer), issuer);

        String text = String.valueOf(http.get()
                .uri(path + "/qr.txt?receipt=false")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());

        assertThat(text).hasSizeLessThanOrEqualTo(366);
        assertThat(verify(text).get("outcome").asString()).isEqualTo("CANNOT_TELL");
    }

    @Test
    void the_trust_bundle_verifies_a_code_offline() {
        UnifiedSocialCreditCode issuer = registered("示范市民政局");
        String text = code(inForce(published(issuer), issuer));

        assertThat(offline().verify(text, Instant.now()).outcome()).isEqualTo(Verdict.Outcome.VALID);
    }

    @Test
    void nothing_is_shown_as_issued_before_the_ledger_has_it() {
        UnifiedSocialCreditCode issuer = registered("示范市教育局");
        LicenceTypeCode type = published(issuer);
        String path = String.valueOf(post("/api/v1/licences", licenceRequest(type, issuer))
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Location"));

        JsonNode early = get(path);

        if (!early.get("state").asString().equals("IN_FORCE")) {
            assertThat(early.has("licence")).isFalse();
            http.get().uri(path + "/qr.png").exchange().expectStatus().isEqualTo(409);
        }
        assertThat(eventually(path, "/state", "IN_FORCE").has("licence")).isTrue();
    }

    @Test
    void the_same_idempotency_key_issues_one_licence() {
        UnifiedSocialCreditCode issuer = registered("示范市水务局");
        LicenceTypeCode type = published(issuer);

        List<String> ids = List.of(withKey(type, issuer), withKey(type, issuer));

        assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    private String withKey(LicenceTypeCode type, UnifiedSocialCreditCode issuer) {
        return json(http.post()
                        .uri("/api/v1/licences")
                        .header("Idempotency-Key", "row-1")
                        .bodyValue(licenceRequest(type, issuer))
                        .exchange()
                        .expectStatus()
                        .isAccepted())
                .get("id")
                .asString();
    }

    @Test
    void registering_and_publishing_again_is_no_error() {
        UnifiedSocialCreditCode issuer = registered("示范市应急管理局");
        post("/api/v1/authorities", Map.of("code", issuer.value(), "name", "示范市应急管理局"))
                .expectStatus()
                .isCreated();
        LicenceTypeCode type = published(issuer);
        post("/api/v1/types", typeRequest(type, issuer, false)).expectStatus().isCreated();

        assertThat(get("/api/v1/authorities").findValuesAsString("code")).contains(issuer.value());
        assertThat(get("/api/v1/types").findValuesAsString("code")).contains(type.value());
        assertThat(get("/api/v1/types/" + type.value()).get("fields")).hasSize(5);
    }

    private static Bytes base64(String text) {
        return Bytes.of(java.util.Base64.getUrlDecoder().decode(text));
    }
}
