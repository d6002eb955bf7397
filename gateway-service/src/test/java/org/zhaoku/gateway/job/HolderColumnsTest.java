package org.zhaoku.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables whose licences have several holders. */
final class HolderColumnsTest extends GatewayTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final MediaType CSV = MediaType.valueOf("text/csv");
    private static final MediaType XLSX =
            MediaType.valueOf("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final String CITIZEN = "440300199001010016";
    private static final String COMPANY = "91440300MA0000T018";
    private static final List<String> TITLES =
            List.of("持证主体1", "持证主体1代码类型", "持证主体1代码", "持证主体2", "持证主体2代码类型", "持证主体2代码", "Address");

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
                                        field("CertificateHolderCode", true),
                                        field("CertificateHolderTypeCode", false),
                                        field("Address", true))))
                .expectStatus()
                .isCreated();
    }

    private static Map<String, Object> field(String name, boolean required) {
        return Map.of("name", name, "title", name, "kind", "TEXT", "required", required, "maxLength", 512);
    }

    private WebTestClient.ResponseSpec upload(MediaType media, byte[] file) {
        return http.post()
                .uri("/api/v1/jobs?issuer={issuer}&type={type}", issuer.value(), type.value())
                .contentType(media)
                .bodyValue(file)
                .exchange();
    }

    private String done(MediaType media, byte[] file) {
        String job = String.valueOf(upload(media, file)
                .expectStatus()
                .isAccepted()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Location"));
        eventually(job, "/state", "DONE");
        return job;
    }

    private List<JsonNode> results(String job) {
        return new String(bytes(http.get().uri(job + "/results").exchange()), UTF_8)
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    private void assertBothHold(String job) {
        eventually(job, "/inForce", "1");
        JsonNode licence = get("/api/v1/licences/"
                        + results(job).get(0).get("id").asString())
                .get("licence");
        assertThat(licence.get("holderName").asString()).isEqualTo("张三,照库食品有限公司");
        assertThat(licence.get("holders").findValuesAsString("code")).containsExactly(CITIZEN, COMPANY);
        assertThat(licence.at("/fields/CertificateHolderCode").asString()).isEqualTo(CITIZEN + "," + COMPANY);
        assertThat(licence.at("/fields/CertificateHolderTypeCode").asString()).isEqualTo("111,001");
    }

    private static String errors(JsonNode row) {
        return row.at("/problem/errors")
                .valueStream()
                .map(error ->
                        error.get("field").asString() + " " + error.get("code").asString())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Test
    void each_holder_of_a_row_is_checked_like_one_of_a_request() {
        String rows = String.join(",", TITLES) + "\r\n"
                + "张三,公民身份号码," + CITIZEN + ",照库食品有限公司,001," + COMPANY + ",示范路1号\r\n"
                + "张三,111,440300199001010017,李四,414,E00000001,示范路1号\r\n"
                + ",,,李四,414,E00000001,示范路1号\r\n"
                + "张三,111," + CITIZEN + ",李四,111," + CITIZEN + ",示范路1号\r\n"
                + "张三,军官,1,,,E00000001,示范路1号\r\n"
                + ",,,,,,示范路1号\r\n";

        String job = done(CSV, rows.getBytes(UTF_8));

        assertBothHold(job);
        assertThat(results(job).stream().skip(1).map(HolderColumnsTest::errors))
                .containsExactly(
                        "holders[0].code FORMAT",
                        "holders[0] MISSING",
                        "holders[1].code DUPLICATE",
                        "holders[0].codeType FORMAT, holders[1].codeType MISSING, holders[1].name MISSING",
                        "holderName MISSING");
        assertThat(results(job).toString()).doesNotContain("440300199001010017", "E00000001", "军官");
    }

    @Test
    void a_workbook_has_them_under_the_names_of_a_request_too() {
        List<String> titles = List.of(
                "holder1.name",
                "holder1.codeType",
                "holder1.code",
                "holder2.name",
                "holder2.codeType",
                "holder2.code",
                "Address");
        List<String> row = List.of("张三", "111", CITIZEN, "照库食品有限公司", "统一社会信用代码", COMPANY, "示范路1号");

        assertBothHold(done(XLSX, Workbooks.of(sheet -> {
            for (int column = 0; column < titles.size(); column++) {
                sheet.value(0, column, titles.get(column));
                sheet.value(1, column, row.get(column));
            }
        })));
    }

    @Test
    void a_holder_without_a_column_for_the_name_is_told_of_at_once() {
        JsonNode wrong =
                problem(upload(CSV, "持证主体2代码,持证主体65,Address\r\n1,2,3\r\n".getBytes(UTF_8)), 422, "FIELD_INVALID");

        assertThat(wrong.get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("column B", "holders[0].name", "holders[1].name");
    }
}
