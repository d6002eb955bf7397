package org.zhaoku.gateway.search;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A department finds its licences, over HTTP. */
final class SearchTest extends GatewayTest {
    private static final String ORGANISATION = "91440300MA0000T018";
    private static final String CITIZEN = "440300199001010016";

    private UnifiedSocialCreditCode issuer;
    private LicenceTypeCode type;

    @BeforeEach
    void publish() {
        issuer = registered("示范市市场监督管理局");
        type = typeWithNumber();
    }

    private LicenceTypeCode typeWithNumber() {
        LicenceTypeCode code = org.zhaoku.gateway.testing.Codes.type();
        post(
                        "/api/v1/types",
                        Map.of(
                                "code",
                                code.value(),
                                "version",
                                1,
                                "name",
                                "示范证",
                                "personalNumber",
                                true,
                                "fields",
                                List.of(Map.of(
                                        "name",
                                        "CertificateHolderCode",
                                        "title",
                                        "持证主体代码",
                                        "kind",
                                        "TEXT",
                                        "maxLength",
                                        80)),
                                "issuers",
                                List.of(issuer.value())))
                .expectStatus()
                .isCreated();
        return code;
    }

    private String issued(String name, String number, String validTo) {
        String path = post(
                        "/api/v1/licences",
                        Map.of(
                                "type",
                                type.value(),
                                "issuer",
                                issuer.value(),
                                "holderName",
                                name,
                                "validFrom",
                                "2024-01-01",
                                "validTo",
                                validTo,
                                "fields",
                                Map.of("CertificateHolderCode", number)))
                .expectStatus()
                .isAccepted()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Location");
        eventually(String.valueOf(path), "/state", "IN_FORCE");
        return String.valueOf(path).substring("/api/v1/licences/".length());
    }

    private JsonNode search(Map<String, Object> request) {
        return json(
                post("/api/v1/licences/search", with(request)).expectStatus().isOk());
    }

    private Map<String, Object> with(Map<String, Object> request) {
        var whole = new java.util.HashMap<>(request);
        whole.putIfAbsent("department", issuer.value());
        return whole;
    }

    private static List<String> ids(JsonNode page) {
        return page.get("licences")
                .valueStream()
                .map(row -> row.get("id").asString())
                .toList();
    }

    @Test
    void licences_are_found_by_all_that_identifies_them() {
        String first = issued("照库小吃店", ORGANISATION, "2099-12-31");
        String second = issued("欧阳示例", CITIZEN + "、" + ORGANISATION, "2099-12-31");

        assertThat(ids(search(Map.of()))).containsExactly(second, first);
        assertThat(ids(search(Map.of("holder", ORGANISATION)))).containsExactly(second, first);
        assertThat(ids(search(Map.of("holder", CITIZEN)))).containsExactly(second);
        assertThat(ids(search(Map.of("type", type.value(), "state", "IN_FORCE"))))
                .hasSize(2);
        String identifier =
                search(Map.of("holder", CITIZEN)).at("/licences/0/identifier").asString();
        assertThat(ids(search(Map.of("identifier", identifier)))).containsExactly(second);
        assertThat(ids(search(Map.of("from", "2099-01-01")))).isEmpty();
        assertThat(ids(search(Map.of("to", "2020-01-01")))).isEmpty();
        assertThat(search(Map.of("holder", CITIZEN))
                        .at("/licences/0/holderName")
                        .asString())
                .isEqualTo("欧阳示例");
        assertThat(ids(search(Map.of("department", registered("另一局").value())))).isEmpty();
        assertThat(ids(get("/api/v1/licences?department=" + issuer.value() + "&type=" + type.value())))
                .containsExactly(second, first);
    }

    @Test
    void states_are_those_on_the_ledger() {
        String revoked = issued("照库小吃店", ORGANISATION, "2099-12-31");
        String expired = issued("照库小吃店", ORGANISATION, "2025-01-01");
        post("/api/v1/licences/" + revoked + "/changes", Map.of("reason", "REVOKED_AS_PUNISHMENT"))
                .expectStatus()
                .isCreated();
        eventuallyFound("REVOKED", revoked);
        assertThat(ids(search(Map.of("state", "EXPIRED")))).containsExactly(expired);
        assertThat(ids(search(Map.of("state", "IN_FORCE")))).isEmpty();
        assertThat(ids(search(Map.of("state", "RECEIVED")))).isEmpty();
        assertThat(search(Map.of("state", "REVOKED")).at("/licences/0/reason").asString())
                .isEqualTo("REVOKED_AS_PUNISHMENT");
    }

    private void eventuallyFound(String state, String id) {
        eventually("/api/v1/licences?department=" + issuer.value() + "&state=" + state, "/licences/0/id", id);
    }

    @Test
    void pages_follow_one_another_without_gap_or_repetition() {
        List<String> all = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            all.add(0, issued("照库小吃店", ORGANISATION, "2099-12-31"));
        }
        List<String> seen = new ArrayList<>();
        JsonNode page = search(Map.of("limit", 2));
        seen.addAll(ids(page));
        while (page.has("cursor")) {
            page = search(Map.of("limit", 2, "cursor", page.get("cursor").asString()));
            seen.addAll(ids(page));
        }
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void a_cursor_is_of_its_own_search_and_unchanged() {
        issued("照库小吃店", ORGANISATION, "2099-12-31");
        issued("照库小吃店", ORGANISATION, "2099-12-31");
        String cursor = search(Map.of("limit", 1)).get("cursor").asString();
        for (String other : List.of(
                cursor.substring(0, cursor.length() - 2) + (cursor.endsWith("AA") ? "BB" : "AA"), "x", "", "AAAA")) {
            JsonNode refused =
                    problem(post("/api/v1/licences/search", with(Map.of("cursor", other))), 422, "FIELD_INVALID");
            assertThat(refused.at("/errors/0/field").asString()).isEqualTo("cursor");
        }
        problem(
                post("/api/v1/licences/search", with(Map.of("cursor", cursor, "state", "IN_FORCE"))),
                422,
                "FIELD_INVALID");
        problem(
                http.get()
                        .uri("/api/v1/licences/feed?department=" + issuer.value() + "&cursor=" + cursor)
                        .exchange(),
                422,
                "FIELD_INVALID");
    }

    @Test
    void a_number_in_the_address_is_refused_and_not_quoted() {
        JsonNode refused = problem(
                http.get()
                        .uri("/api/v1/licences?department=" + issuer.value() + "&holder=" + CITIZEN)
                        .exchange(),
                422,
                "FIELD_INVALID");
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo("holder");
        assertThat(refused.toString()).doesNotContain(CITIZEN);
    }

    @Test
    void what_cannot_be_looked_for_is_named() {
        JsonNode refused = problem(
                post(
                        "/api/v1/licences/search",
                        with(Map.of("identifier", "x", "type", "x", "state", "x", "from", "x", "to", "2026-02-30"))),
                422,
                "FIELD_INVALID");
        assertThat(refused.get("errors")
                        .valueStream()
                        .map(error -> error.get("field").asString()))
                .containsExactly("identifier", "type", "state", "from", "to");
        problem(post("/api/v1/licences/search", Map.of()), 422, "FIELD_INVALID");
        for (int limit : new int[] {0, 201}) {
            problem(post("/api/v1/licences/search", with(Map.of("limit", limit))), 422, "FIELD_INVALID");
        }
    }

    @Test
    void an_export_holds_all_and_runs_in_no_spreadsheet() throws Exception {
        issued("=HYPERLINK(\"http://x\")", ORGANISATION, "2099-12-31");
        issued("张三, \"店\"", ORGANISATION, "2099-12-31");

        String lines = new String(bytes(post("/api/v1/licences/export", with(Map.of()))), StandardCharsets.UTF_8);
        assertThat(Stream.of(lines.strip().split("\n"))
                        .map(line -> JsonMapper.shared()
                                .readTree(line)
                                .get("holderName")
                                .asString()))
                .containsExactly("张三, \"店\"", "=HYPERLINK(\"http://x\")");

        String csv = new String(bytes(post("/api/v1/licences/export.csv", with(Map.of()))), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\ufeffid,identifier,");
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv.substring(1))) {
            assertThat(rows.stream().map(row -> row.getField("holderName")))
                    .containsExactly("张三, \"店\"", "'=HYPERLINK(\"http://x\")");
        }
    }

    @Test
    void the_feed_shows_each_change_once_it_has_settled() {
        String first = issued("照库小吃店", ORGANISATION, "2099-12-31");
        String second = issued("照库小吃店", ORGANISATION, "2099-12-31");
        String feed = "/api/v1/licences/feed?department=" + issuer.value();
        eventually(feed, "/licences/1/id", second);
        JsonNode page = get(feed);
        assertThat(ids(page)).containsExactly(first, second);
        assertThat(page.toString()).doesNotContain("照库小吃店");
        String cursor = page.get("cursor").asString();
        assertThat(ids(get(feed + "&cursor=" + cursor))).isEmpty();
        assertThat(get(feed + "&cursor=" + cursor).get("cursor").asString()).isEqualTo(cursor);

        post("/api/v1/licences/" + first + "/changes", Map.of("reason", "PAUSED"))
                .expectStatus()
                .isCreated();
        JsonNode next = eventually(feed + "&cursor=" + cursor, "/licences/0/id", first);
        assertThat(next.at("/licences/0/ledgerState").asString()).isEqualTo("SUSPENDED");
        assertThat(ids(next)).containsExactly(first);
    }

    @Test
    void an_erased_licence_is_found_without_its_holder() {
        String id = issued("照库小吃店", ORGANISATION, "2099-12-31");
        String path = "/api/v1/licences/" + id;
        problem(http.delete().uri(path + "/personal-data").exchange(), 409, "LICENCE_NOT_ENDED");
        problem(http.get().uri(path + "/erasure").exchange(), 404, "LICENCE_UNKNOWN");
        post(path + "/changes", Map.of("reason", "CANCELLED_ON_REQUEST"))
                .expectStatus()
                .isCreated();
        eventuallyFound("CANCELLED", id);

        JsonNode remains = json(http.delete()
                .uri(path + "/personal-data")
                .exchange()
                .expectStatus()
                .isOk());
        assertThat(json(http.delete().uri(path + "/personal-data").exchange())).isEqualTo(remains);
        assertThat(get(path + "/erasure")).isEqualTo(remains);
        assertThat(remains.get("digest").asString()).hasSize(64);
        var foreign = as(registered("另一局"));
        for (String gone : List.of(path, path + "/qr.txt", path + "/state-code", path + "/changes")) {
            problem(http.get().uri(gone).exchange(), 410, "LICENCE_ERASED");
            problem(foreign.get().uri(gone).exchange(), 404, "LICENCE_UNKNOWN");
        }
        problem(foreign.get().uri(path + "/erasure").exchange(), 404, "LICENCE_UNKNOWN");
        problem(foreign.delete().uri(path + "/personal-data").exchange(), 404, "LICENCE_UNKNOWN");
        JsonNode row = search(Map.of("state", "CANCELLED")).at("/licences/0");
        assertThat(row.has("holderName")).isFalse();
        assertThat(row.has("erasedAt")).isTrue();
        assertThat(ids(search(Map.of("holder", ORGANISATION)))).isEmpty();
        problem(http.delete().uri("/api/v1/licences/unknown/personal-data").exchange(), 404, "LICENCE_UNKNOWN");
    }
}
