package org.zhaoku.gateway.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** The file {@code access-matrix.csv}, which says what it holds. */
record Matrix(List<String> callers, List<Row> rows) {
    private static final String SEPARATOR = ";";
    private static final int FIRST_CALLER = 3;

    /**
     * One endpoint.
     *
     * @param endpoint method and pattern, as the gateway maps it
     * @param request path and query with {@code $} names
     * @param body with {@code $} names; may be empty
     * @param expected for each caller, in the order of the file's first line
     */
    record Row(String endpoint, String request, String body, List<String> expected) {
        static Row of(String line) {
            List<String> cells = cells(line);
            return new Row(cells.get(0), cells.get(1), cells.get(2), cells.subList(FIRST_CALLER, cells.size()));
        }

        /** A row for an endpoint that has none, to be completed by what is expected. */
        static Row proposed(String endpoint) {
            String path = endpoint.substring(endpoint.indexOf(' ') + 1).replaceAll("[{}]", "");
            return new Row(
                    endpoint, path, endpoint.startsWith("GET") || endpoint.startsWith("DELETE") ? "" : "{}", List.of());
        }

        String method() {
            return endpoint.substring(0, endpoint.indexOf(' '));
        }

        String line(List<String> results) {
            List<String> cells = new ArrayList<>(List.of(endpoint, request, body));
            cells.addAll(results);
            return String.join(SEPARATOR + " ", cells);
        }
    }

    static Matrix read() {
        try {
            List<String> lines = new ClassPathResource("access-matrix.csv")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            List<String> callers = cells(lines.get(0));
            return new Matrix(
                    callers.subList(FIRST_CALLER, callers.size()),
                    lines.stream().skip(1).map(Row::of).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(SEPARATOR, -1)).map(String::strip).toList();
    }
}
