package org.zhaoku.gateway.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table of many rows, some of them bad, is issued by a gateway with little memory that is killed twice on the way. {@code
 * -Dzhaoku.job-rows=100000} for the whole.
 */
final class BulkJobIT {
    private static final Logger LOG = LoggerFactory.getLogger(BulkJobIT.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ROWS = Integer.getInteger("zhaoku.job-rows", 10_000);
    private static final int BAD = 100;
    private static final int BLOCK = 1 << 20;
    private static final int OVERLAP = 100;
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String DEPARTMENT = "11440300000000019K";
    private static final String TYPE = DEPARTMENT + "001";
    private static final String HOLDER = "照库测试小吃店𠮷";
    private static final String CITIZEN = "440300199001010016";
    private static final int MEGABYTES = 512;
    private static final Pattern BEFORE_COLLECTION = Pattern.compile(" ([0-9]+)M->");

    @TempDir
    private Path directory;

    private GatewayProcess gateway;

    /** What is wrong in the bad rows, one after the other: the row, then field and code. */
    private enum Fault {
        MISSING(",%s,餐饮,2024-01-01,2030-12-31", "holderName MISSING"),
        WRONG_DAY(HOLDER + ",%s,餐饮,2024-02-30,2030-12-31", "validFrom FORMAT"),
        LAST_BEFORE_FIRST(HOLDER + ",%s,餐饮,2024-01-01,2023-12-31", "validTo RANGE"),
        WRONG_CODE(HOLDER + ",%s,食堂,2024-01-01,2030-12-31", "fields.KZ_Category RANGE"),
        LONG_CODE(HOLDER + ",4.403E+17,餐饮,2024-01-01,2030-12-31", "fields.CertificateHolderCode FORMAT"),
        NO_CATEGORY(HOLDER + ",%s,,2024-01-01,2030-12-31", "fields.KZ_Category MISSING");

        private final String row;
        private final String result;

        Fault(String row, String result) {
            this.row = row;
            this.result = result;
        }
    }

    private static int badRow(int number) {
        return 1 + number * (ROWS / BAD) + number % (ROWS / BAD);
    }

    private static Map<Integer, Fault> faults() {
        Map<Integer, Fault> faults = new TreeMap<>();
        for (int number = 0; number < BAD; number++) {
            faults.put(badRow(number), Fault.values()[number % Fault.values().length]);
        }
        assertThat(faults).hasSize(BAD);
        return faults;
    }

    private Path table() throws IOException {
        Map<Integer, Fault> faults = faults();
        Path file = directory.resolve("licences.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file, GB18030)) {
            out.write("持证主体,持证主体代码,经营项目,有效期起始日期,有效期截止日期\r\n");
            for (int row = 1; row <= ROWS; row++) {
                Fault fault = faults.get(row);
                out.write((fault == null ? HOLDER + ",%s,餐饮,2024/1/1,2030-12-31" : fault.row).formatted(CITIZEN));
                out.write("\r\n");
            }
        }
        return file;
    }

    private static Map<String, Object> field(String name, String title, Map<String, Object> other) {
        Map<String, Object> field = new TreeMap<>(other);
        field.putAll(Map.of("name", name, "title", title, "required", true));
        field.putIfAbsent("kind", "TEXT");
        return field;
    }

    private void begin() {
        gateway = new GatewayProcess(
                directory.resolve("data"),
                List.of(
                        "-Xmx" + MEGABYTES + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xlog:gc:file=" + directory.resolve("heap-%p.log")),
                List.of());
        gateway.post("/api/v1/authorities", Map.of("code", DEPARTMENT, "name", "测试市市场监督管理局"));
        gateway.post(
                "/api/v1/types",
                Map.of(
                        "code",
                        TYPE,
                        "version",
                        1,
                        "name",
                        "食品经营许可证",
                        "issuers",
                        List.of(DEPARTMENT),
                        "codeTables",
                        List.of(Map.of("name", "项目", "codes", List.of(Map.of("code", "餐饮", "name", "餐饮服务经营")))),
                        "fields",
                        List.of(
                                field("CertificateHolderName", "持证主体名称", Map.of("face", true, "masked", true)),
                                field("CertificateHolderCode", "持证主体代码", Map.of("masked", true)),
                                field("KZ_Category", "经营项目", Map.of("kind", "CODE", "codeTable", "项目")))));
    }

    @AfterEach
    void end() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private String upload(Path file) throws IOException {
        HttpResponse<byte[]> answer = gateway.send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofFile(file)),
                "/api/v1/jobs?issuer=" + DEPARTMENT + "&type=" + TYPE);
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private void killAt(String job, int read) {
        Set<Integer> seen = new TreeSet<>();
        GatewayProcess.until("row " + read, LOOK, PATIENCE, () -> {
            seen.add(gateway.get(job).get("read").asInt());
            return seen.stream().anyMatch(row -> row >= read);
        });
        gateway.kill();
        LOG.info("killed at row {}, {} steps were seen", seen, seen.size());
        assertThat(seen).as("progress was seen").hasSizeGreaterThan(2).anyMatch(row -> row < ROWS);
        gateway.startAgain();
        assertThat(gateway.get(job).get("state").asString()).isEqualTo("RUNNING");
    }

    @Test
    void each_good_row_is_one_licence_in_force_whatever_happens_to_the_gateway() throws IOException {
        begin();
        Path file = table();
        long start = System.nanoTime();
        String job = upload(file);
        killAt(job, ROWS / 3);
        killAt(job, 2 * ROWS / 3);
        GatewayProcess.until(
                "all in force",
                LOOK,
                PATIENCE,
                () -> gateway.get(job).get("inForce").asInt() == ROWS - BAD);
        LOG.info(
                "{} rows in {} s",
                ROWS,
                Duration.ofNanos(System.nanoTime() - start).toSeconds());

        JsonNode done = gateway.get(job);
        assertThat(done.get("state").asString()).isEqualTo("DONE");
        assertThat(done.get("charset").asString()).isEqualTo("GB18030");
        assertThat(List.of(done.get("rows"), done.get("read"), done.get("accepted"), done.get("refused")))
                .extracting(JsonNode::asInt)
                .containsExactly(ROWS, ROWS, ROWS - BAD, BAD);
        assertResults(gateway.bytes(job + "/results"));
        LOG.info("{} results are as expected, most heap in use so far: {} MB of {}", ROWS, mostHeap(), MEGABYTES);
        assertNothingIsLeftOver();
    }

    private static void assertResults(byte[] ndjson) {
        Map<Integer, Fault> faults = faults();
        Set<String> ids = new HashSet<>();
        Set<String> identifiers = new HashSet<>();
        List<Integer> rows = new ArrayList<>();
        Map<Integer, String> refused = new TreeMap<>();
        new String(ndjson, UTF_8).lines().map(JSON::readTree).forEach(result -> {
            int row = result.get("row").asInt();
            rows.add(row);
            assertThat(result.get("line").asInt()).isEqualTo(row + 1);
            if (result.has("problem")) {
                JsonNode errors = result.at("/problem/errors");
                assertThat(errors.size()).isEqualTo(1);
                refused.put(
                        row,
                        errors.at("/0/field").asString() + " "
                                + errors.at("/0/code").asString());
                assertThat(errors.at("/0/detail").asString()).isNotBlank();
            } else {
                assertThat(result.get("state").asString()).isEqualTo("IN_FORCE");
                ids.add(result.get("id").asString());
                identifiers.add(result.get("identifier").asString());
            }
        });
        assertThat(rows).hasSize(ROWS).isSorted().doesNotHaveDuplicates();
        assertThat(ids).hasSize(ROWS - BAD);
        assertThat(identifiers).hasSize(ROWS - BAD);
        Map<Integer, String> expected = new TreeMap<>();
        faults.forEach((row, fault) -> expected.put(row, fault.result));
        assertThat(refused).isEqualTo(expected);
    }

    /** No licence of the database or the ledger belongs to no row, no file is kept, and nothing personal is in the open. */
    private void assertNothingIsLeftOver() throws IOException {
        gateway.stop();
        Path data = directory.resolve("data");
        AuditRun audit = AuditRun.of(data, List.of());
        LOG.info("{}", audit.output());
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.output()).contains("\"licences\":" + (ROWS - BAD));
        for (Path file : files(data)) {
            assertThat(hasPersonalData(file)).as(file.toString()).isFalse();
        }
        assertThat(Files.readString(data.resolve("gateway.log"))).doesNotContain("OutOfMemoryError");
        gateway.startAgain();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean hasPersonalData(Path file) throws IOException {
        List<String> sought = Stream.of(UTF_8, GB18030)
                .flatMap(charset ->
                        Stream.of(HOLDER, CITIZEN).map(text -> new String(text.getBytes(charset), ISO_8859_1)))
                .toList();
        String before = "";
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
                String text = before + new String(block, ISO_8859_1);
                if (sought.stream().anyMatch(text::contains)) {
                    return true;
                }
                before = text.substring(Math.max(0, text.length() - OVERLAP));
            }
        }
        return false;
    }

    private int mostHeap() throws IOException {
        int most = 0;
        for (Path log : files(directory)) {
            if (log.getFileName().toString().startsWith("heap-")) {
                Matcher before = BEFORE_COLLECTION.matcher(Files.readString(log));
                while (before.find()) {
                    most = Math.max(most, Integer.parseInt(before.group(1)));
                }
            }
        }
        return most;
    }
}
