package org.zhaoku.gateway.search;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.zhaoku.gateway.licence.LicenceRow;
import reactor.core.publisher.Flux;

/**
 * Licences as CSV (RFC 4180, UTF-8 with a byte order mark, since spreadsheets guess otherwise). A text that a spreadsheet would take
 * for a formula gets an apostrophe before it.
 */
final class CsvRows {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";
    private static final List<String> HEADER = List.of(
            "id",
            "identifier",
            "type",
            "version",
            "state",
            "ledgerState",
            "reason",
            "disputed",
            "holderName",
            "issued",
            "validFrom",
            "validTo",
            "receivedAt",
            "changed",
            "erasedAt");

    private CsvRows() {}

    /** The header's line, then one for each row. */
    static Flux<String> of(Flux<LicenceRow> rows) {
        return Flux.concat(Flux.just(BYTE_ORDER_MARK + line(HEADER)), rows.map(row -> line(cells(row))));
    }

    private static List<String> cells(LicenceRow row) {
        return Stream.of(
                        row.id(),
                        row.identifier(),
                        row.type(),
                        row.version(),
                        row.state(),
                        row.ledgerState(),
                        row.reason(),
                        row.disputed(),
                        row.holderName(),
                        row.issued(),
                        row.validFrom(),
                        row.validTo(),
                        row.receivedAt(),
                        row.changed(),
                        row.erasedAt())
                .map(value -> guarded(Objects.toString(value, "")))
                .toList();
    }

    /** The text as a spreadsheet shows it and does not run it. */
    static String guarded(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String line(List<String> cells) {
        var line = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(line)) {
            csv.writeRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }
}
