package org.zhaoku.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.unit.DataSize;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.GatewayId;
import org.zhaoku.gateway.testing.BlockingCalls;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables that are issued in the background, over HTTP. */
final class JobsTest extends GatewayTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final MediaType CSV = MediaType.valueOf("text/csv");
    private static final MediaType XLSX =
            MediaType.valueOf("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final String TITLES = "持证主体,经营者名称,LegalRepresentative,成立日期,座位数,网络经营,有效期起始日期,有效期截止日期,#备注\r\n";
    private static final String ROW = "照库小吃店,照库小吃店,𠮷田三,2020/2/29,40,是,2024-01-01,长期,无\r\n";

    @Autowired
    private Database database;

    @Autowired
    private JobRepository jobs;

    @Autowired
    private JobResultRepository results;

    @Autowired
    private UploadRepository uploads;

    @Autowired
    private GatewayId gateway;

    private UnifiedSocialCreditCode issuer = Codes.department();
    private LicenceTypeCode type = Codes.type();

    private void begin() {
        issuer = registered("示范市市场监督管理局");
        type = published(issuer);
    }

    private WebTestClient.ResponseSpec upload(WebTestClient caller, MediaType media, byte[] file) {
        return caller.post()
                .uri("/api/v1/jobs?issuer={issuer}&type={type}", issuer.value(), type.value())
                .contentType(media)
                .bodyValue(file)
                .exchange();
    }

    private String job(MediaType media, byte[] file) {
        return String.valueOf(upload(http, media, file)
                .expectStatus()
                .isAccepted()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Location"));
    }

    private JsonNode done(String job) {
        return eventually(job, "/state", "DONE");
    }

    private List<JsonNode> results(String job) {
        return new String(bytes(http.get().uri(job + "/results").exchange()), UTF_8)
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private Documents documents(String collection) {
        return database.documents(collection);
    }

    @Test
    void each_good_row_comes_into_force_and_each_bad_one_names_field_and_reason() {
        begin();
        BlockingCalls.found();
        String file = TITLES
                + ROW.repeat(300)
                + "照库小吃店,,𠮷田三,2020/2/29,40,是,2024-01-01,长期,\r\n"
                + "照库小吃店,照库小吃店,𠮷田三,2020年2月30日,forty,也许,2024-01-01,2023-12-31,\r\n"
                + ",,,,,,,,\r\n"
                + "照库小吃店,照库小吃店,1.1E+17,2020/2/29,40,是,2024-01-01,长期,\r\n"
                + "照库小吃店,照库小吃店,𠮷田三,2020/2/29,40,是,2024-01-01,长期,无,多\r\n"
                + ROW;

        JsonNode job = done(job(CSV, utf8("\uFEFF" + file)));
        String path = job.at("/links/self").asString();

        assertThat(job.get("charset").asString()).isEqualTo("UTF-8");
        assertThat(job.get("rows").asInt()).isEqualTo(305);
        assertThat(job.get("read").asInt()).isEqualTo(305);
        assertThat(job.get("accepted").asInt()).isEqualTo(301);
        assertThat(job.get("refused").asInt()).isEqualTo(4);
        eventually(path, "/inForce", "301");
        List<JsonNode> all = results(path);
        assertThat(all)
                .extracting(row -> row.get("row").asInt())
                .isEqualTo(IntStream.rangeClosed(1, 305).boxed().toList());
        assertThat(all.stream().filter(row -> row.has("problem")))
                .extracting(row -> row.get("line").asInt() + " "
                        + row.at("/problem/errors")
                                .valueStream()
                                .map(error -> error.get("field").asString() + " "
                                        + error.get("code").asString())
                                .sorted()
                                .collect(Collectors.joining(", ")))
                .containsExactly(
                        "302 fields.OperatorName MISSING",
                        "303 fields.FoundedOn FORMAT, fields.OnlineSales KIND, fields.Seats KIND, validTo RANGE",
                        "305 fields.LegalRepresentative FORMAT",
                        "306 column J UNKNOWN");
        assertThat(all.toString()).doesNotContain("forty", "也许", "1.1E+17", "多");
        JsonNode licence = get("/api/v1/licences/" + all.get(304).get("id").asString());
        assertThat(licence.get("state").asString()).isEqualTo("IN_FORCE");
        assertThat(licence.at("/licence/fields/FoundedOn").asString()).isEqualTo("2020-02-29");
        assertThat(licence.at("/licence/fields/Seats").asInt()).isEqualTo(40);
        assertThat(licence.at("/licence/fields/OnlineSales").asBoolean()).isTrue();
        assertThat(BlockingCalls.found()).isEmpty();
    }

    @Test
    void results_come_as_csv_too_with_a_line_for_each_wrong_field() {
        begin();
        String path = done(job(CSV, utf8(TITLES + ROW + "照库小吃店,,𠮷田三,2020-02-30,40,是,,,\r\n")))
                .at("/links/self")
                .asString();
        String csv =
                new String(bytes(http.get().uri(path + "/results").accept(CSV).exchange()), UTF_8);

        assertThat(csv.lines()
                        .map(line -> line.replaceAll(
                                "^1,2,[0-9a-f]{32},1\\.2\\.156[^,]*,(SIGNED|ANCHORING|IN_FORCE),",
                                "1,2,ID,IDENTIFIER,STATE,")))
                .containsExactly(
                        "row,line,id,identifier,state,code,field,error,detail",
                        "1,2,ID,IDENTIFIER,STATE,,,,",
                        "2,3,,,,FIELD_INVALID,fields.OperatorName,MISSING,the type requires this field",
                        "2,3,,,,FIELD_INVALID,fields.FoundedOn,FORMAT,expected a day as yyyy-MM-dd");
    }

    @Test
    void gb18030_and_workbooks_say_the_same() {
        begin();
        String csv = done(job(CSV, (TITLES + ROW).getBytes(Charset.forName("GB18030"))))
                .at("/links/self")
                .asString();
        String declared = done(job(
                        MediaType.valueOf("text/csv;charset=GBK"), (TITLES + ROW).getBytes(Charset.forName("GB18030"))))
                .at("/links/self")
                .asString();
        String xlsx = done(job(XLSX, Workbooks.of(sheet -> {
                    List<String> titles = List.of(
                            "CZZT", "OperatorName", "法定代表人", "FoundedOn", "Seats", "OnlineSales", "validFrom", "#");
                    for (int column = 0; column < titles.size(); column++) {
                        sheet.value(0, column, titles.get(column));
                    }
                    sheet.value(1, 0, "照库小吃店");
                    sheet.value(1, 1, "照库小吃店");
                    sheet.value(1, 2, "𠮷田三");
                    sheet.value(1, 3, LocalDate.of(2020, 2, 29));
                    sheet.style(1, 3).format("yyyy/m/d").set();
                    sheet.value(1, 4, 40);
                    sheet.value(1, 5, true);
                    sheet.value(1, 6, "2024-01-01");
                    sheet.value(1, 7, 45000);
                })))
                .at("/links/self")
                .asString();

        List<JsonNode> fields = new ArrayList<>();
        for (String path : List.of(csv, declared, xlsx)) {
            assertThat(results(path)).hasSize(1);
            String licence =
                    "/api/v1/licences/" + results(path).get(0).get("id").asString();
            fields.add(eventually(licence, "/state", "IN_FORCE").at("/licence/fields"));
        }
        assertThat(get(csv).get("charset").asString()).isEqualTo("GB18030");
        assertThat(fields.get(0).get("LegalRepresentative").asString()).isEqualTo("𠮷田三");
        assertThat(fields).containsOnly(fields.get(0));
    }

    @Test
    void a_file_that_cannot_be_issued_is_refused_at_once_and_not_kept() {
        begin();
        JsonNode titles = problem(upload(http, CSV, utf8("持证主体,座位数,座位数,张三李四\r\n照库,1,2,3\r\n")), 422, "FIELD_INVALID");
        assertThat(titles.get("errors").valueStream())
                .extracting(error ->
                        error.get("field").asString() + " " + error.get("code").asString())
                .containsExactly(
                        "column C DUPLICATE",
                        "column D UNKNOWN",
                        "fields.OperatorName MISSING",
                        "fields.LegalRepresentative MISSING");
        assertThat(titles.toString()).doesNotContain("张三李四");
        problem(upload(http, CSV, new byte[0]), 422, "FILE_UNREADABLE");
        problem(upload(http, XLSX, utf8(TITLES + ROW)), 422, "FILE_UNREADABLE");
        problem(upload(http, MediaType.APPLICATION_JSON, utf8("{}")), 415, "MEDIA_TYPE_UNSUPPORTED");
        problem(
                upload(http, MediaType.valueOf("text/csv;charset=Big5"), utf8(TITLES + ROW)),
                415,
                "MEDIA_TYPE_UNSUPPORTED");
        problem(
                http.post()
                        .uri("/api/v1/jobs?issuer=1&type=2")
                        .contentType(CSV)
                        .bodyValue(utf8(TITLES))
                        .exchange(),
                422,
                "FIELD_INVALID");
        type = Codes.type();
        problem(upload(http, CSV, utf8(TITLES + ROW)), 404, "TYPE_UNKNOWN");
        assertThat(uploads.suspects(
                                gateway,
                                Clock.systemUTC().instant(),
                                Clock.systemUTC().instant())
                        .filterWhen(upload -> jobs.has(upload).map(has -> !has))
                        .collectList()
                        .block())
                .isEmpty();
    }

    @Test
    void a_file_that_is_damaged_somewhere_issues_nothing() {
        begin();
        String path = job(CSV, utf8(TITLES + ROW.repeat(1000) + "\"照库" + ROW.repeat(3000)));

        JsonNode job = eventually(path, "/state", "FAILED");

        assertThat(job.at("/problem/code").asString()).isEqualTo("FILE_UNREADABLE");
        assertThat(job.at("/problem/detail").asString()).contains("line 1001").doesNotContain("照库");
        assertThat(job.get("accepted").asInt()).isZero();
        problem(post(path + "/resume", ""), 409, "JOB_ENDED");
    }

    @Test
    void a_job_is_paused_resumed_and_cancelled_and_no_row_is_lost_or_twice() {
        begin();
        String path = job(CSV, utf8(TITLES + ROW.repeat(4000)));
        post(path + "/pause", "").expectStatus().isOk();
        post(path + "/pause", "").expectStatus().isOk();
        assertThat(get(path).get("state").asString()).isEqualTo("PAUSED");
        post(path + "/resume", "").expectStatus().isOk();
        done(path);
        eventually(path, "/inForce", "4000");
        assertThat(results(path).stream().map(row -> row.get("id").asString()).distinct())
                .hasSize(4000);
        problem(post(path + "/cancel", ""), 409, "JOB_ENDED");

        String other = job(CSV, utf8(TITLES + ROW.repeat(4000)));
        post(other + "/cancel", "").expectStatus().isOk();
        JsonNode cancelled = eventually(other, "/state", "CANCELLED");
        assertThat(results(other)).hasSize(cancelled.get("read").asInt());
        post(other + "/cancel", "").expectStatus().isOk();
        problem(post(other + "/pause", ""), 409, "JOB_ENDED");
    }

    @Test
    void a_job_waits_for_a_right_that_the_department_has_lost() {
        begin();
        http.delete()
                .uri("/api/v1/authorities/" + issuer.value() + "/types/" + type.value())
                .exchange()
                .expectStatus()
                .isOk();
        String path = job(CSV, utf8(TITLES + ROW));
        JsonNode paused = eventually(path, "/state", "PAUSED");
        assertThat(paused.at("/problem/code").asString()).isEqualTo("TYPE_NOT_AUTHORISED");
        assertThat(paused.get("read").asInt()).isZero();

        post("/api/v1/types", typeRequest(type, issuer, false)).expectStatus().isCreated();
        post(path + "/resume", "").expectStatus().isOk();
        assertThat(done(path).get("accepted").asInt()).isEqualTo(1);
    }

    /** A job of which a gateway died when it had issued these rows, and recorded none. */
    private String dead(int rows, int... issued) {
        begin();
        http.delete()
                .uri("/api/v1/authorities/" + issuer.value() + "/types/" + type.value())
                .exchange()
                .expectStatus()
                .isOk();
        String path = job(CSV, utf8(TITLES + ROW.repeat(rows)));
        eventually(path, "/state", "PAUSED");
        post("/api/v1/types", typeRequest(type, issuer, false)).expectStatus().isCreated();
        for (int row : issued) {
            http.post()
                    .uri("/api/v1/licences")
                    .header("Idempotency-Key", path.substring(path.lastIndexOf('/') + 1) + "/" + row)
                    .bodyValue(licenceRequest(type, issuer))
                    .exchange()
                    .expectStatus()
                    .isAccepted();
        }
        return path;
    }

    @Test
    void rows_that_were_issued_and_not_recorded_are_found_and_not_issued_again() {
        String path = dead(4, 1, 3);

        post(path + "/resume", "").expectStatus().isOk();
        done(path);
        eventually(path, "/inForce", "4");

        assertThat(results(path)).hasSize(4);
        assertThat(json(http.get()
                                .uri("/api/v1/licences?department={issuer}", issuer.value())
                                .exchange())
                        .get("licences")
                        .size())
                .isEqualTo(4);
    }

    @Test
    void a_cancelled_job_tells_of_rows_that_were_issued_and_not_recorded() {
        String path = dead(2000, 1, 3, 300);

        post(path + "/cancel", "").expectStatus().isOk();
        JsonNode cancelled = eventually(path, "/state", "CANCELLED");

        List<JsonNode> all = results(path);
        assertThat(cancelled.get("accepted").asInt()).isEqualTo(3);
        assertThat(all).hasSize(cancelled.get("read").asInt()).hasSize(512);
        assertThat(all.stream()
                        .filter(row -> row.has("id"))
                        .map(row -> row.get("row").asInt()))
                .containsExactly(1, 3, 300);
        assertThat(all.get(1).at("/problem/code").asString()).isEqualTo("JOB_ENDED");
    }

    @Test
    void the_same_key_is_the_same_job() {
        begin();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(json(http.post()
                            .uri("/api/v1/jobs?issuer={issuer}&type={type}", issuer.value(), type.value())
                            .contentType(CSV)
                            .header("Idempotency-Key", "2026-0001")
                            .bodyValue(utf8(TITLES + ROW))
                            .exchange()
                            .expectStatus()
                            .isAccepted())
                    .get("id")
                    .asString());
        }
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        assertThat(results(done("/api/v1/jobs/" + ids.get(0)).at("/links/self").asString()))
                .hasSize(1);
    }

    @Test
    void departments_see_their_own_jobs_page_by_page() {
        begin();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(job(CSV, utf8(TITLES + ROW)));
        }
        Collections.reverse(made);
        WebTestClient own = as(issuer);
        List<String> listed = new ArrayList<>();
        String after = "";
        for (int page = 0; page < 2; page++) {
            JsonNode jobs = json(own.get().uri("/api/v1/jobs?limit=2" + after).exchange());
            jobs.valueStream().forEach(job -> listed.add(job.at("/links/self").asString()));
            after = "&after=" + jobs.get(jobs.size() - 1).get("id").asString();
        }
        assertThat(listed).isEqualTo(made);

        WebTestClient other = as(registered("示范市应急管理局"));
        assertThat(json(other.get().uri("/api/v1/jobs").exchange()).size()).isZero();
        problem(other.get().uri(made.get(0)).exchange(), 404, "JOB_UNKNOWN");
        problem(other.get().uri(made.get(0) + "/results").exchange(), 404, "JOB_UNKNOWN");
        problem(other.post().uri(made.get(0) + "/cancel").exchange(), 404, "JOB_UNKNOWN");
        problem(upload(other, CSV, utf8(TITLES + ROW)), 403, "FORBIDDEN");
        as(Role.AUDITOR).get().uri(made.get(0)).exchange().expectStatus().isOk();
        problem(as(Role.AUDITOR).get().uri(made.get(0) + "/results").exchange(), 403, "FORBIDDEN");
    }

    @Test
    void a_file_is_stored_sealed_and_deleted_with_its_job() {
        begin();
        http.delete()
                .uri("/api/v1/authorities/" + issuer.value() + "/types/" + type.value())
                .exchange()
                .expectStatus()
                .isOk();
        String path = job(CSV, utf8(TITLES + ROW.repeat(6000)));
        eventually(path, "/state", "PAUSED");
        String upload = jobs.find(path.substring(path.lastIndexOf('/') + 1))
                .blockOptional()
                .flatMap(job -> job.source().upload())
                .orElseThrow();

        List<Document> parts = documents("uploadParts")
                .find(new Document("upload", upload), new Document("_id", 1))
                .collectList()
                .blockOptional()
                .orElseThrow();

        assertThat(parts).hasSizeGreaterThan(1);
        byte[] name = utf8("照库");
        assertThat(parts)
                .allSatisfy(part -> assertThat(
                                contains(part.get("sealed", Binary.class).getData(), name))
                        .isFalse());
        post(path + "/cancel", "").expectStatus().isOk();
        eventually(path, "/state", "CANCELLED");
        eventuallyGone(upload);
    }

    private void eventuallyGone(String upload) {
        Flux.interval(Duration.ofMillis(20))
                .onBackpressureDrop()
                .concatMap(tick -> documents("uploads")
                        .exists(new Document("_id", upload))
                        .zipWith(
                                documents("uploadParts").exists(new Document("upload", upload)),
                                (key, part) -> key || part))
                .filter(there -> !there)
                .blockFirst(Duration.ofSeconds(20));
    }

    private static boolean contains(byte[] bytes, byte[] sought) {
        return IntStream.rangeClosed(0, bytes.length - sought.length)
                .anyMatch(from -> Arrays.equals(bytes, from, from + sought.length, sought, 0, sought.length));
    }

    @Test
    void results_are_deleted_when_their_time_is_over_and_files_of_no_job_at_the_next_start() {
        begin();
        String path = done(job(CSV, utf8(TITLES + ROW))).at("/links/self").asString();
        var orphan = uploads.store(
                        gateway,
                        Flux.empty(),
                        10,
                        bytes -> {},
                        Clock.systemUTC().instant().minusSeconds(1))
                .blockOptional()
                .orElseThrow();
        var later = new JobSweeper(
                jobs,
                results,
                uploads,
                new JobProperties(
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(1),
                        10,
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofDays(30)),
                gateway,
                Clock.offset(Clock.systemUTC(), Duration.ofDays(31)));

        later.sweep(Clock.systemUTC().instant()).block();

        assertThat(uploads.open(orphan.id()).blockOptional()).isEmpty();
        problem(http.get().uri(path + "/results").exchange(), 410, "JOB_RESULTS_DELETED");
        assertThat(get(path).get("accepted").asInt()).isEqualTo(1);
        assertThat(get(path).get("links").propertyNames()).containsExactly("self");
    }

    @Test
    void a_file_that_is_too_large_is_refused() {
        begin();
        byte[] large = new byte[17 << 20];

        problem(upload(http, XLSX, large), 413, "BODY_TOO_LARGE");
    }
}
