package org.zhaoku.gateway.job;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;

/** CSV (RFC 4180) with commas. */
final class CsvTable implements Table {
    /** Characters of a field: a quotation mark that nobody closes would swallow the file. */
    private static final int MAX_FIELD = 64 * 1024;

    private static final char BOM = '\uFEFF';
    private static final int REPLACEMENT = '\uFFFD';

    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private long line = 1;
    private boolean begun;

    /** The table in this stream, which it closes. */
    CsvTable(InputStream in, Charset charset) {
        this.reader = CsvReader.builder()
                .maxBufferSize(MAX_FIELD)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(new InputStreamReader(
                        in,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)));
        this.records = reader.iterator();
    }

    @Override
    public Optional<TableRow> next() {
        try {
            while (records.hasNext()) {
                CsvRecord csv = records.next();
                line = csv.getStartingLineNumber();
                TableRow row = row(csv.getFields());
                begun = true;
                if (!row.isBlank()) {
                    return Optional.of(row);
                }
            }
            return Optional.empty();
        } catch (CsvParseException e) {
            throw unreadable();
        }
    }

    // the library's message may quote the row
    private ProblemException unreadable() {
        return ProblemCode.FILE_UNREADABLE.because("Expected CSV with commas; after line " + line
                + " quotation marks do not come in pairs, or a field has more than " + MAX_FIELD
                + " characters. Correct the file, or save it anew, and upload it again.");
    }

    private TableRow row(List<String> fields) {
        Cell[] cells = new Cell[fields.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(begun || i > 0 ? fields.get(i) : withoutMark(fields.get(i)));
        }
        return new TableRow(Math.toIntExact(line), Arrays.asList(cells));
    }

    private static String withoutMark(String first) {
        return !first.isEmpty() && first.charAt(0) == BOM ? first.substring(1) : first;
    }

    private static @Nullable Cell cell(String field) {
        String text = field.strip();
        if (text.isEmpty()) {
            return null;
        }
        return text.indexOf(REPLACEMENT) < 0
                ? new Cell.Text(text)
                : new Cell.Unusable("expected UTF-8 or GB18030 throughout, got bytes that are no characters in it");
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
