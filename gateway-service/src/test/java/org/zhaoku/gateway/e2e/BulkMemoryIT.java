package org.zhaoku.gateway.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * One bulk request with very many rows to a gateway in whose memory neither the request nor the answer has room beside what the
 * gateway needs for itself. All but some rows are refused by their type, so that it is reading, checking and answering that is seen,
 * and not the speed of signing. {@code -Dzhaoku.bulk-rows=1000000} for the million.
 */
final class BulkMemoryIT {
    private static final Logger LOG = LoggerFactory.getLogger(BulkMemoryIT.class);
    private static final int ROWS = Integer.getInteger("zhaoku.bulk-rows", 250_000);
    private static final int GOOD_EVERY = 10_000;
    private static final int MEGABYTES = 160;
    private static final long PATIENCE_MINUTES = 10;

    @TempDir
    private Path directory;

    private record Answered(long refused, long issued) {}

    @Test
    void very_many_rows_need_the_memory_of_a_few_thousand() throws Exception {
        Path data = directory.resolve("data");
        try (var gateway = new GatewayProcess(
                data,
                List.of("-Xmx" + MEGABYTES + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
                List.of())) {
            Office office = Office.next();
            office.register(gateway);
            byte[] good = (new JsonMapper().writeValueAsString(office.request()) + "\n").getBytes(UTF_8);
            byte[] bad = new String(good, UTF_8)
                    .replace("\"OperatorName\"", "\"KZ_Unknown\"")
                    .getBytes(UTF_8);
            long start = System.nanoTime();

            Answered answered = send(gateway, good, bad);

            LOG.info(
                    "{} rows of {} bytes in {} s with {} MB",
                    ROWS,
                    bad.length,
                    Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                    MEGABYTES);
            assertThat(answered).isEqualTo(new Answered(ROWS - ROWS / GOOD_EVERY, ROWS / GOOD_EVERY));
        }
        assertThat(Files.readString(data.resolve("gateway.log"))).doesNotContain("OutOfMemoryError");
    }

    // the JDK's client reads no answer before all is sent
    private static Answered send(GatewayProcess gateway, byte[] good, byte[] bad)
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        URI address = URI.create(gateway.address());
        try (var socket = new Socket(address.getHost(), address.getPort());
                var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
                var in = new BufferedInputStream(socket.getInputStream(), 1 << 16)) {
            CompletableFuture<Integer> sent =
                    CompletableFuture.supplyAsync(() -> unchecked(() -> write(out, gateway.token(), good, bad)));
            Answered answered = CompletableFuture.supplyAsync(() -> unchecked(() -> read(in)))
                    .get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            assertThat(sent.get(PATIENCE_MINUTES, TimeUnit.MINUTES)).isEqualTo(ROWS);
            return answered;
        }
    }

    private static int write(OutputStream out, String token, byte[] good, byte[] bad) throws IOException {
        out.write(("POST /api/v1/licences HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                        + "Authorization: Bearer " + token + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(US_ASCII));
        for (int row = 1; row <= ROWS; row++) {
            byte[] line = row % GOOD_EVERY == 0 ? good : bad;
            out.write((Integer.toHexString(line.length) + "\r\n").getBytes(US_ASCII));
            out.write(line);
            out.write("\r\n".getBytes(US_ASCII));
        }
        out.write("0\r\n\r\n".getBytes(US_ASCII));
        out.flush();
        return ROWS;
    }

    private static Answered read(InputStream in) throws IOException {
        assertThat(line(in)).startsWith("HTTP/1.1 200");
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            assertThat(header.toLowerCase(Locale.ROOT)).doesNotContain("content-length");
        }
        var lines = new Lines();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            lines.add(in.readNBytes(size));
            line(in);
        }
        return new Answered(lines.refused, lines.issued);
    }

    /** Lines of results, each in its place. */
    private static final class Lines {
        private final StringBuilder rest = new StringBuilder();
        private long refused;
        private long issued;

        void add(byte[] bytes) {
            rest.append(new String(bytes, US_ASCII));
            int from = 0;
            for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n", from)) {
                result(rest.substring(from, end));
                from = end + 1;
            }
            rest.delete(0, from);
        }

        private void result(String line) {
            assertThat(line).startsWith("{\"row\":" + (refused + issued + 1) + ",");
            if (line.contains("\"FIELD_INVALID\"")) {
                refused++;
            } else {
                assertThat(line).contains("\"state\":\"SIGNED\"");
                issued++;
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                throw new EOFException("the answer broke off");
            }
            line.append((char) each);
        }
        return line.toString().strip();
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T unchecked(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
