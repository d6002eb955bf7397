package org.zhaoku.gateway.job;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;

/**
 * The first visible sheet of a workbook (ECMA-376), row by row. Whoever reads a file for the first time has it checked by {@link
 * XlsxGuard} before: the library trusts what is written in it.
 */
final class XlsxTable implements Table {
    /** Formats of dates that every workbook has, by their numbers; 27 to 36 and 50 to 58 are those of Chinese Excel. */
    private static final Pattern DATE_ID = Pattern.compile("1[4-7]|22|2[7-9]|3[0-6]|5[0-8]");

    /** What says nothing of a date in a format: literal text, escaped characters, colours and conditions. */
    private static final Pattern NOT_OF_DATES = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\[[^\\]]*\\]");

    private static final Pattern DAY_OR_YEAR = Pattern.compile("[dDyYeE年日]");
    private static final Pattern NUMBER = Pattern.compile("[0#?]");

    private final ReadableWorkbook workbook;
    private final Stream<Row> rows;
    private final Iterator<Row> iterator;
    private int line;

    /** The table in this file. */
    XlsxTable(byte[] file) {
        try {
            this.workbook = new ReadableWorkbook(new ByteArrayInputStream(file), new ReadingOptions(true, true));
            this.rows = workbook.getSheets()
                    .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no visible sheet"))
                    .openStream();
            this.iterator = rows.iterator();
        } catch (IOException | RuntimeException e) {
            throw unreadable();
        }
    }

    @Override
    public Optional<TableRow> next() {
        try {
            while (iterator.hasNext()) {
                TableRow row = row(iterator.next());
                line = row.line();
                if (!row.isBlank()) {
                    return Optional.of(row);
                }
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            throw unreadable();
        }
    }

    // the library's message may quote a cell
    private ProblemException unreadable() {
        return ProblemCode.FILE_UNREADABLE.because(
                "Expected an XLSX workbook with a table on its first visible sheet; it could not be read after row "
                        + line + ". Save it anew with your office program, or as CSV, and upload it again.");
    }

    private TableRow row(Row row) {
        List<@Nullable Cell> cells = new ArrayList<>();
        row.stream().forEach(cell -> cells.add(cell == null ? null : cell(cell)));
        return new TableRow(row.getRowNum(), cells);
    }

    private static @Nullable Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
        if (cell.getFormula() != null || cell.getType() == CellType.FORMULA) {
            return new Cell.Unusable("expected a value, got a formula; paste the values in its place");
        }
        return switch (cell.getType()) {
            case STRING -> text(cell.asString());
            case NUMBER -> isDate(cell) ? day(cell) : new Cell.Numeric(cell.asNumber());
            case BOOLEAN -> new Cell.Truth(cell.asBoolean());
            case ERROR -> new Cell.Unusable("expected a value, got an error of the workbook such as #N/A or #REF!");
            case EMPTY, FORMULA -> null;
        };
    }

    private static @Nullable Cell text(String content) {
        String text = content.strip();
        return text.isEmpty() ? null : new Cell.Text(text);
    }

    private static boolean isDate(org.dhatim.fastexcel.reader.Cell cell) {
        Integer id = cell.getDataFormatId();
        if (id != null && DATE_ID.matcher(id.toString()).matches()) {
            return true;
        }
        String format = cell.getDataFormatString();
        if (format == null || id == null || id < 164) {
            return false;
        }
        String bare = NOT_OF_DATES.matcher(format).replaceAll("");
        return DAY_OR_YEAR.matcher(bare).find() && !NUMBER.matcher(bare).find();
    }

    private static Cell day(org.dhatim.fastexcel.reader.Cell cell) {
        BigDecimal number = cell.asNumber();
        return isDay(number)
                ? new Cell.Day(cell.asDate().toLocalDate())
                : new Cell.Unusable("expected a day of 1900 to 9999, got a date with a time of day, or none at all");
    }

    /** Whole, and in the range of Excel's days. */
    private static boolean isDay(BigDecimal number) {
        return number.signum() > 0
                && number.compareTo(BigDecimal.valueOf(2_958_465)) <= 0
                && number.stripTrailingZeros().scale() <= 0;
    }

    @Override
    public void close() {
        rows.close();
        try {
            workbook.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
