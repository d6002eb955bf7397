package org.zhaoku.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.TypeDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Types over the API: what they may say, that it is kept to, publication, drafts, the end. */
@ExtendWith(OutputCaptureExtension.class)
final class CatalogueTest extends GatewayTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CITIZEN = "440300199001010016";
    private static final String COMPANY = "91440300MA0000T018";

    private static Map<String, Object> type(LicenceTypeCode code, UnifiedSocialCreditCode issuer) {
        Map<String, Object> type = new HashMap<>();
        type.put("code", code.value());
        type.put("version", 1);
        type.put("name", "食品经营许可证");
        type.put("issuers", List.of(issuer.value()));
        type.put("definingAuthority", "国家市场监督管理总局");
        type.put("definingAuthorityLevel", "1");
        type.put("holderCategory", "法人和其他组织");
        type.put("validity", "1年^3年");
        type.put("issuingLevels", List.of("PREFECTURE", "区县级"));
        type.put("matters", List.of(Map.of("ItemCode", "440125001000", "ItemName", "食品经营许可")));
        type.put(
                "states",
                List.of(
                        Map.of("code", "01", "name", "有效", "state", "IN_FORCE"),
                        Map.of(
                                "code",
                                "03",
                                "name",
                                "撤销",
                                "state",
                                "REVOKED",
                                "reasons",
                                List.of("REVOKED_WRONGLY_GRANTED"))));
        type.put(
                "codeTables",
                List.of(Map.of(
                        "name",
                        "category",
                        "codes",
                        List.of(Map.of("code", "1", "name", "餐饮服务"), Map.of("code", "2", "name", "食品销售")))));
        type.put("template", "food-licence/1");
        type.put("fields", fields());
        return type;
    }

    private static List<Map<String, Object>> fields() {
        List<Map<String, Object>> fields = new ArrayList<>();
        fields.add(new HashMap<>(Map.of(
                "name", "CertificateHolderName", "title", "持证主体", "kind", "TEXT", "required", true, "face", true)));
        fields.add(new HashMap<>(
                Map.of("name", "CZZTDM", "title", "持证主体代码", "kind", "TEXT", "sensitive", true, "maxLength", 18)));
        fields.add(new HashMap<>(Map.of(
                "name",
                "CertificateHolderTypeCode",
                "title",
                "持证主体代码类型",
                "kind",
                "CODE",
                "codeTable",
                "CertificateHolderTypeCode")));
        fields.add(new HashMap<>(
                Map.of("name", "KZ_Category", "title", "主体业态", "kind", "CODE", "codeTable", "category", "face", true)));
        fields.add(new HashMap<>(
                Map.of("name", "KZ_Phone", "title", "电话", "kind", "TEXT", "pattern", "1[0-9]{10}", "minLength", 11)));
        return fields;
    }

    private static Map<String, Object> request(LicenceTypeCode type, UnifiedSocialCreditCode issuer) {
        Map<String, Object> request = new HashMap<>();
        request.put("type", type.value());
        request.put("issuer", issuer.value());
        request.put("holderName", "照库小吃店");
        request.put("validFrom", "2026-01-01");
        request.put("validTo", "2028-12-31");
        request.put("fields", new HashMap<>(Map.of("CZZTDM", COMPANY, "KZ_Category", "1")));
        return request;
    }

    private String issue(Map<String, Object> request) {
        String path = String.valueOf(post("/api/v1/licences", request)
                .expectStatus()
                .isAccepted()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Location"));
        eventually(path, "/state", "IN_FORCE");
        return path;
    }

    @Test
    void a_type_is_shown_as_it_was_published_and_again_is_the_same() {
        UnifiedSocialCreditCode issuer = registered("示范市市场监督管理局");
        LicenceTypeCode code = Codes.type();
        post("/api/v1/types", type(code, issuer)).expectStatus().isCreated();

        JsonNode shown = get("/api/v1/types/" + code.value());

        assertThat(shown.get("definingAuthorityLevel").asString()).isEqualTo("NATIONAL");
        assertThat(shown.get("holderCategory").asString()).isEqualTo("ORGANISATION");
        assertThat(shown.get("issuingLevels").toString()).isEqualTo("[\"PREFECTURE\",\"COUNTY\"]");
        assertThat(shown.at("/matters/0/name").asString()).isEqualTo("食品经营许可");
        assertThat(shown.at("/fields/1/name").asString()).isEqualTo("CertificateHolderCode");
        assertThat(shown.at("/fields/1/shortName").asString()).isEqualTo("CZZTDM");
        assertThat(shown.at("/codeTables/1/codes/0/name").asString()).isEqualTo("统一社会信用代码");
        assertThat(shown.get("state").asString()).isEqualTo("PUBLISHED");
        ObjectNode again = (ObjectNode) shown;
        again.remove(List.of("state", "digest"));
        JsonNode same = json(post("/api/v1/types", again).expectStatus().isCreated());
        assertThat(same.get("digest"))
                .isEqualTo(get("/api/v1/types/" + code.value()).get("digest"));
    }

    @Test
    void the_names_of_the_standard_are_taken_as_real_systems_spell_them() {
        UnifiedSocialCreditCode issuer = registered("示范市水务局");
        LicenceTypeCode code = Codes.type();
        post(
                        "/api/v1/types",
                        Map.of(
                                "CertificateTypeCode",
                                code.value(),
                                "CertificateTypeName",
                                "取水许可证",
                                "CertificateDefineAuthortiyName",
                                "水利部",
                                "CertificateHolderCategory",
                                "混合",
                                "ValidtyRange",
                                "5年^长期",
                                "issuers",
                                List.of(issuer.value()),
                                "fields",
                                fields().subList(0, 1)))
                .expectStatus()
                .isCreated();

        JsonNode shown = get("/api/v1/types/" + code.value());
        assertThat(shown.get("name").asString()).isEqualTo("取水许可证");
        assertThat(shown.get("definingAuthority").asString()).isEqualTo("水利部");
        assertThat(shown.get("validity").asString()).isEqualTo("5年^长期");
    }

    @Test
    void the_ledger_and_every_trust_bundle_have_the_digest_of_the_definition() {
        UnifiedSocialCreditCode issuer = registered("示范市卫生局");
        LicenceTypeCode code = Codes.type();
        JsonNode published =
                json(post("/api/v1/types", type(code, issuer)).expectStatus().isCreated());

        byte[] bytes = bytes(http.get()
                .uri("/api/v1/types/" + code.value() + "/versions/1/definition")
                .exchange());
        TypeDefinition anchored = bundle().type(code, 1).orElseThrow();

        assertThat(Sm3.digest(Bytes.of(bytes)).hex())
                .isEqualTo(published.get("digest").asString());
        assertThat(anchored.catalogue()).contains(Sm3.digest(Bytes.of(bytes)));
        assertThat(anchored.name()).isEqualTo("食品经营许可证");
        assertThat(anchored.fields()).hasSize(5);
    }

    @Test
    void a_version_never_changes_and_the_next_is_one_more() {
        UnifiedSocialCreditCode issuer = registered("示范市教育局");
        LicenceTypeCode code = Codes.type();
        Map<String, Object> type = type(code, issuer);
        post("/api/v1/types", type).expectStatus().isCreated();

        type.put("validity", "5年");
        problem(post("/api/v1/types", type), 409, "TYPE_VERSION_TAKEN");
        type.put("version", 3);
        assertThat(problem(post("/api/v1/types", type), 409, "LEDGER_REFUSED").toString())
                .contains("CATALOGUE_VERSION_WRONG");
        type.put("version", 2);
        post("/api/v1/types", type).expectStatus().isCreated();

        assertThat(get("/api/v1/types/" + code.value() + "/versions").findValuesAsString("validity"))
                .containsExactly("5年", "1年^3年");
        assertThat(get("/api/v1/types/" + code.value() + "/versions/1")
                        .get("validity")
                        .asString())
                .isEqualTo("1年^3年");
        problem(http.get().uri("/api/v1/types/" + code.value() + "/versions/3").exchange(), 404, "TYPE_UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "definingAuthorityLevel | 0 | definingAuthorityLevel",
                "holderCategory | 自然 | holderCategory",
                "validity | 1年^ | validity",
                "template | ../x | template",
                "issuingLevels | [\"NATIONAL\"] | issuers[0]",
                "matters | [{\"code\":\"1\"}] | matters[0].name",
                "states | [{\"code\":\"1\",\"name\":\"x\"}] | states[0].state",
                "codeTables | [{\"name\":\"category\",\"codes\":[]}] | codeTables[0].codes",
                "codeTables | [] | fields[3].codeTable",
                "fields | [{\"name\":\"a\",\"title\":\"a\",\"kind\":\"TEXT\",\"pattern\":\"^a\"}] | fields[0].pattern",
                "fields | [{\"name\":\"a\",\"title\":\"a\",\"kind\":\"DATE\",\"pattern\":\"a\"}] | fields[0].pattern",
                "fields | [{\"name\":\"a\",\"title\":\"a\",\"kind\":\"CODE\"}] | fields[0].codeTable",
                "fields | [{\"name\":\"a\",\"title\":\"a\",\"kind\":\"TEXT\",\"face\":true,\"sensitive\":true}] | fields[0].sensitive",
                "fields | [{\"name\":\"a\",\"title\":\"a\",\"kind\":\"TEXT\",\"minLength\":9,\"maxLength\":8}] | fields[0].minLength",
                "fields | [{\"name\":\"ZZBH\",\"title\":\"a\",\"kind\":\"TEXT\",\"shortName\":\"X\"}] | fields[0].shortName",
                "fields | [{\"name\":\"CZZT\",\"title\":\"a\",\"kind\":\"TEXT\"},{\"name\":\"CertificateHolderName\",\"title\":\"a\",\"kind\":\"TEXT\"}] | fields"
            })
    void what_a_type_may_not_say_is_named(String member, String value, String field) {
        UnifiedSocialCreditCode issuer = registered("示范市司法局");
        Map<String, Object> type = type(Codes.type(), issuer);
        type.put(member, value.startsWith("[") ? JSON.readTree(value) : value);

        JsonNode problem = problem(post("/api/v1/types", type), 422, "FIELD_INVALID");

        assertThat(problem.get("errors").findValuesAsString("field")).contains(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "validTo | - | validTo | MISSING | 1年 or 3年",
                "validTo | 2028-12-30 | validTo | RANGE | got 1095 days",
                "CZZTDM | 440300199001010016 | fields.CertificateHolderCode | RANGE | NATURAL_PERSON (自然人)",
                "CZZTDMLXDM | 111 | fields.CertificateHolderTypeCode | RANGE | expected a holder that is ORGANISATION",
                "CertificateHolderTypeCode | 112 | fields.CertificateHolderTypeCode | RANGE | table CertificateHolderTypeCode",
                "KZ_Category | 3 | fields.KZ_Category | RANGE | table category",
                "KZ_Phone | 13800000000x | fields.KZ_Phone | FORMAT | 1[0-9]{10}",
                "KZ_Phone | 138 | fields.KZ_Phone | LENGTH | got 3",
                "CertificateHolderCode | 91440300MA0000T018 | fields.CertificateHolderCode | DUPLICATE | CZZTDM"
            })
    void what_does_not_fit_the_type_is_named_with_what_was_expected(
            String member, String value, String field, String code, String detail, CapturedOutput output) {
        UnifiedSocialCreditCode issuer = registered("示范市市场监督管理局");
        LicenceTypeCode type = Codes.type();
        post("/api/v1/types", type(type, issuer)).expectStatus().isCreated();
        Map<String, Object> request = request(type, issuer);
        if (member.equals("validTo")) {
            request.put(member, value);
        } else {
            Map<String, Object> fields = new HashMap<>(Map.of("CZZTDM", COMPANY, "KZ_Category", "1"));
            fields.put(member, value);
            request.put("fields", fields);
        }

        JsonNode error =
                problem(post("/api/v1/licences", request), 422, "FIELD_INVALID").at("/errors/0");

        assertThat(error.get("field").asString()).isEqualTo(field);
        assertThat(error.get("code").asString()).isEqualTo(code);
        assertThat(error.get("detail").asString()).contains(detail).doesNotContain(CITIZEN, COMPANY, "13800000000");
        assertThat(output.getAll()).doesNotContain(CITIZEN);
    }

    @Test
    void a_department_of_another_level_issues_nothing_even_if_the_ledger_gave_it_the_right() {
        UnifiedSocialCreditCode issuer = registered("示范市财政局");
        LicenceTypeCode code = Codes.type();
        Map<String, Object> type = type(code, issuer);
        post("/api/v1/types", type).expectStatus().isCreated();
        type.put("version", 2);
        type.put("issuingLevels", List.of("PROVINCIAL"));
        type.put("issuers", List.of());
        post("/api/v1/types", type).expectStatus().isCreated();

        JsonNode error = problem(post("/api/v1/licences", request(code, issuer)), 422, "FIELD_INVALID")
                .at("/errors/0");

        assertThat(error.get("field").asString()).isEqualTo("issuer");
        assertThat(error.get("detail").asString()).contains("PROVINCIAL (省部级)", "PREFECTURE");
    }

    @Test
    void a_licence_says_the_same_under_either_name_of_its_items() {
        UnifiedSocialCreditCode issuer = registered("示范市民政局");
        LicenceTypeCode code = Codes.type();
        post("/api/v1/types", type(code, issuer)).expectStatus().isCreated();
        Map<String, Object> shortNames = request(code, issuer);
        Map<String, Object> english = request(code, issuer);
        english.put("fields", Map.of("CertificateHolderCode", COMPANY, "KZ_Category", "1"));

        String first = issue(shortNames);
        String second = issue(english);

        assertThat(get(first).at("/licence/fields")).isEqualTo(get(second).at("/licence/fields"));
        assertThat(verdict(code(first))).containsExactly("VALID");
        assertThat(verify(code(first)).at("/licence/face/1/value").asString()).isEqualTo("1");
    }

    @Test
    void a_licence_shows_its_state_in_the_codes_of_its_type() {
        UnifiedSocialCreditCode issuer = registered("示范市城管局");
        LicenceTypeCode code = Codes.type();
        post("/api/v1/types", type(code, issuer)).expectStatus().isCreated();
        String path = issue(request(code, issuer));

        JsonNode before = get(path + "/state-code");
        post(path + "/changes", Map.of("reason", "REVOKED_WRONGLY_GRANTED"))
                .expectStatus()
                .isCreated();
        JsonNode after = get(path + "/state-code");

        assertThat(before.get("code").asString() + before.get("name").asString())
                .isEqualTo("01有效");
        assertThat(after.get("code").asString() + after.get("name").asString()).isEqualTo("03撤销");
        problem(
                http.get()
                        .uri("/api/v1/licences/" + "0".repeat(32) + "/state-code")
                        .exchange(),
                404,
                "LICENCE_UNKNOWN");
    }

    @Test
    void a_draft_may_change_until_it_is_published() {
        UnifiedSocialCreditCode issuer = registered("示范市农业局");
        LicenceTypeCode code = Codes.type();
        String draft = "/api/v1/types/" + code.value() + "/draft";
        Map<String, Object> type = type(code, issuer);
        problem(http.get().uri(draft).exchange(), 404, "TYPE_DRAFT_UNKNOWN");

        put(draft, type).expectStatus().isOk();
        problem(post("/api/v1/licences", request(code, issuer)), 404, "TYPE_UNKNOWN");
        type.put("name", "农药经营许可证");
        put(draft, type).expectStatus().isOk();
        assertThat(get(draft).get("state").asString()).isEqualTo("DRAFT");
        JsonNode published =
                json(post(draft + "/publication", Map.of()).expectStatus().isCreated());

        assertThat(published.get("version").asInt()).isEqualTo(1);
        assertThat(published.get("name").asString()).isEqualTo("农药经营许可证");
        problem(http.get().uri(draft).exchange(), 404, "TYPE_DRAFT_UNKNOWN");
        JsonNode next = json(put(draft, type).expectStatus().isOk());
        assertThat(next.get("version").asInt()).isEqualTo(2);
        http.delete().uri(draft).exchange().expectStatus().isNoContent();
        problem(http.delete().uri(draft).exchange(), 404, "TYPE_DRAFT_UNKNOWN");
        type.put("code", Codes.type().value());
        problem(put(draft, type), 422, "FIELD_INVALID");
    }

    @Test
    void a_retired_type_issues_no_more_and_what_it_issued_stays_valid() {
        UnifiedSocialCreditCode issuer = registered("示范市林业局");
        LicenceTypeCode code = Codes.type();
        Map<String, Object> type = type(code, issuer);
        post("/api/v1/types", type).expectStatus().isCreated();
        type.put("version", 2);
        type.put("validity", "长期");
        post("/api/v1/types", type).expectStatus().isCreated();
        String versions = "/api/v1/types/" + code.value() + "/versions/";
        Map<String, String> why = Map.of("reason", "由新版代替");

        problem(post("/api/v1/licences", request(code, issuer)), 422, "FIELD_INVALID");
        JsonNode retired =
                json(post(versions + "2/retirement", why).expectStatus().isOk());
        assertThat(retired.get("state").asString()).isEqualTo("RETIRED");
        assertThat(retired.at("/retirement/reason").asString()).isEqualTo("由新版代替");
        String path = issue(request(code, issuer));
        assertThat(get(path).at("/licence/typeVersion").asInt()).isEqualTo(1);

        post("/api/v1/types/" + code.value() + "/retirement", why)
                .expectStatus()
                .isOk();
        problem(post("/api/v1/licences", request(code, issuer)), 409, "TYPE_RETIRED");
        assertThat(verdict(code(path))).containsExactly("VALID");
        assertThat(offline().verify(code(path), Instant.now()).outcome()).isEqualTo(Verdict.Outcome.VALID);
        problem(post(versions + "9/retirement", why), 404, "TYPE_UNKNOWN");
        problem(post(versions + "1/retirement", Map.of()), 422, "FIELD_INVALID");
    }

    private WebTestClient.ResponseSpec put(String path, Object body) {
        return http.put().uri(path).bodyValue(body).exchange();
    }
}
