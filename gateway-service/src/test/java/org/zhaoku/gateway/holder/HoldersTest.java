package org.zhaoku.gateway.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

/** Licences of several holders. */
final class HoldersTest extends GatewayTest {
    private static final String CITIZEN = "440300199001010016";
    private static final String COMPANY = "91440300MA0000T018";
    private static final Map<String, Object> PERSON = Map.of("name", "张三", "codeType", "111", "code", CITIZEN);
    private static final Map<String, Object> FIRM = Map.of("name", "照库食品有限公司", "codeType", "001", "code", COMPANY);
    private static final Map<String, Object> AGENT = Map.of("name", "李四", "codeType", "414", "code", "E00000001");

    private UnifiedSocialCreditCode issuer = Codes.department();
    private LicenceTypeCode type = Codes.type();

    @BeforeEach
    void register() {
        issuer = registered("示范市自然资源局");
        type = Codes.type();
        post(
                        "/api/v1/types",
                        Map.of(
                                "code",
                                type.value(),
                                "version",
                                1,
                                "name",
                                "不动产权证书",
                                "issuers",
                                List.of(issuer.value()),
                                "fields",
                                List.of(
                                        field("CertificateHolderName", true),
                                        field("CertificateHolderCode", false),
                                        field("CertificateHolderTypeCode", false),
                                        field("CertificateHolderTypeName", false),
                                        field("Address", false))))
                .expectStatus()
                .isCreated();
    }

    private static Map<String, Object> field(String name, boolean face) {
        return Map.of("name", name, "title", name, "kind", "TEXT", "face", face, "masked", face, "maxLength", 512);
    }

    private Map<String, Object> request(String part, Object value) {
        return Map.of(
                "type", type.value(), "issuer", issuer.value(), part, value, "fields", Map.of("Address", "示范路1号"));
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

    @Test
    void several_holders_stand_in_the_fields_of_the_standard_and_one_by_one() {
        String path = inForce(post("/api/v1/licences", request("holders", List.of(PERSON, FIRM))));

        JsonNode licence = get(path).get("licence");
        assertThat(licence.get("holderName").asString()).isEqualTo("张三,照库食品有限公司");
        assertThat(licence.get("holders").findValuesAsString("code")).containsExactly(CITIZEN, COMPANY);
        assertThat(licence.at("/fields/CertificateHolderName").asString()).isEqualTo("张三,照库食品有限公司");
        assertThat(licence.at("/fields/CertificateHolderCode").asString()).isEqualTo(CITIZEN + "," + COMPANY);
        assertThat(licence.at("/fields/CertificateHolderTypeCode").asString()).isEqualTo("111,001");
        assertThat(licence.at("/fields/CertificateHolderTypeName").asString()).isEqualTo("公民身份号码,统一社会信用代码");
        assertThat(verdict(code(path))).containsExactly("VALID");
    }

    @Test
    void the_form_with_one_name_goes_on() {
        String path = inForce(post("/api/v1/licences", request("holderName", "张三")));

        JsonNode licence = get(path).get("licence");
        assertThat(licence.has("holders")).isFalse();
        assertThat(licence.at("/fields/CertificateHolderName").asString()).isEqualTo("张三");
        assertThat(licence.at("/fields/CertificateHolderCode").isMissingNode()).isTrue();
    }

    @Test
    void holders_change_with_an_amendment_and_their_codes_with_them() {
        String path = inForce(post("/api/v1/licences", request("holders", List.of(PERSON, FIRM))));

        String amended = inForce(post(path + "/amendments", Map.of("holders", List.of(FIRM))));

        JsonNode licence = get(amended).get("licence");
        assertThat(licence.at("/fields/CertificateHolderCode").asString()).isEqualTo(COMPANY);
        assertThat(licence.at("/fields/CertificateHolderName").asString()).isEqualTo("照库食品有限公司");
        assertThat(licence.at("/fields/Address").asString()).isEqualTo("示范路1号");
        String renamed = inForce(post(amended + "/amendments", Map.of("holderName", "照库饮食有限公司")));
        assertThat(get(renamed).at("/licence/holders/0/code").asString()).isEqualTo(COMPANY);
    }

    @Test
    void what_is_wrong_with_holders_is_named() {
        String wrongCode = CITIZEN.substring(0, 17) + "7";
        assertWrong(List.of(), "holderName");
        assertWrong(List.of(PERSON, PERSON), "holders[1].code");
        assertWrong(List.of(Map.of("name", "张三", "codeType", "111", "code", wrongCode)), "holders[0].code");
        assertWrong(List.of(Map.of("name", "张三", "codeType", "112", "code", CITIZEN)), "holders[0].codeType");
        assertWrong(List.of(Map.of("name", "张三", "code", CITIZEN)), "holders[0].codeType");
        assertWrong(List.of(FIRM, Map.of("name", "张三,李四")), "holders[1].name");
        JsonNode none = problem(post("/api/v1/licences", request("serial", "1")), 422, "FIELD_INVALID");
        assertThat(none.at("/errors/0/field").asString()).isEqualTo("holderName");
    }

    @Test
    void an_empty_list_of_holders_or_mandates_is_none() {
        Map<String, Object> request = new HashMap<>(request("holders", List.of()));
        request.put("holderName", "照库食品有限公司");

        String path = inForce(post("/api/v1/licences", request));

        inForce(post(
                path + "/amendments", Map.of("holders", List.of(), "mandates", List.of(), "holderName", "照库饮食有限公司")));
    }

    private void assertWrong(List<Map<String, Object>> holders, String field) {
        JsonNode wrong = problem(post("/api/v1/licences", request("holders", holders)), 422, "FIELD_INVALID");
        assertThat(wrong.at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(wrong.toString()).doesNotContain("44030019900101001", "张三");
    }

    @Test
    void each_of_several_holders_is_held_against_the_category_of_the_type() {
        LicenceTypeCode personal = Codes.type();
        post(
                        "/api/v1/types",
                        Map.of(
                                "code",
                                personal.value(),
                                "version",
                                1,
                                "name",
                                "结婚证",
                                "holderCategory",
                                "NATURAL_PERSON",
                                "issuers",
                                List.of(issuer.value()),
                                "fields",
                                List.of(field("CertificateHolderName", true), field("CertificateHolderCode", false))))
                .expectStatus()
                .isCreated();
        Map<String, Object> request = Map.of("type", personal.value(), "issuer", issuer.value(), "fields", Map.of());
        Map<String, Object> couple = new HashMap<>(request);
        couple.put("holders", List.of(PERSON, AGENT));
        inForce(post("/api/v1/licences", couple));
        couple.put("holders", List.of(PERSON, FIRM));
        JsonNode wrong = problem(post("/api/v1/licences", couple), 422, "FIELD_INVALID");
        assertThat(wrong.at("/errors/0/field").asString()).isEqualTo("fields.CertificateHolderCode");
    }
}
