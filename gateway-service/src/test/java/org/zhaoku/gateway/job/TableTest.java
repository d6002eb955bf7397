package org.zhaoku.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.gateway.catalogue.FieldDefinition.Kind;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;

/** Tables as office programs write them. */
final class TableTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String TABLE = "持证主体,备注\r\n\"张三,𠮷田\",\"一\n二\"\r\n,\r\n\r\n李四,\r\n";

    private static List<TableRow> all(Table table) {
        List<TableRow> rows = new ArrayList<>();
        try (table) {
            for (Optional<TableRow> row = table.next(); row.isPresent(); row = table.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static List<TableRow> csv(byte[] bytes, int pieces) {
        var found = new CsvCharset();
        int size = Math.max(1, bytes.length / pieces);
        for (int from = 0; from < bytes.length; from += size) {
            found.accept(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
        return all(new CsvTable(new ByteArrayInputStream(bytes), found.found()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "GB18030"})
    void csv_is_read_in_whatever_chinese_office_programs_write(String charset) {
        for (int pieces : new int[] {1, 2, 3, 5, 7, 100}) {
            List<TableRow> rows = csv(TABLE.getBytes(Charset.forName(charset)), pieces);

            assertThat(rows).extracting(TableRow::line).containsExactly(1, 2, 6);
            assertThat(rows.get(0).cells()).containsExactly(new Cell.Text("持证主体"), new Cell.Text("备注"));
            assertThat(rows.get(1).cells()).containsExactly(new Cell.Text("张三,𠮷田"), new Cell.Text("一\n二"));
            assertThat(rows.get(2).cells()).containsExactly(new Cell.Text("李四"), null);
        }
    }

    @Test
    void the_mark_at_the_beginning_is_no_part_of_the_first_title() {
        assertThat(csv(("\uFEFF" + TABLE).getBytes(UTF_8), 3).get(0).cell(0)).isEqualTo(new Cell.Text("持证主体"));
        assertThat(csv(TABLE.getBytes(UTF_16), 3).get(0).cell(0)).isEqualTo(new Cell.Text("持证主体"));
    }

    @Test
    void a_file_is_gb18030_if_its_last_character_only_says_so() {
        byte[] bytes = ("a\n" + "b\n".repeat(100_000) + "照").getBytes(GB18030);

        List<TableRow> rows = csv(bytes, 3);

        assertThat(rows.get(rows.size() - 1).cell(0)).isEqualTo(new Cell.Text("照"));
    }

    @Test
    void bytes_that_are_no_characters_spoil_their_cell_only() {
        byte[] bytes = "a,b\nx?,y\n".getBytes(UTF_8);
        bytes[5] = (byte) 0xFF;

        List<TableRow> rows = all(new CsvTable(new ByteArrayInputStream(bytes), GB18030));

        assertThat(rows.get(1).cell(0)).isInstanceOf(Cell.Unusable.class);
        assertThat(rows.get(1).cell(1)).isEqualTo(new Cell.Text("y"));
    }

    @Test
    void a_quotation_mark_that_nobody_closes_ends_the_reading() {
        byte[] bytes = ("a,b\n1,2\n\"3,4\n" + "5,6\n".repeat(50_000)).getBytes(UTF_8);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> csv(bytes, 1))
                .matches(problem -> problem.code() == ProblemCode.FILE_UNREADABLE)
                .matches(problem -> problem.detail().contains("line 2"));
    }

    @Test
    void a_workbook_gives_texts_numbers_days_and_what_cannot_be_used() {
        List<TableRow> rows = all(new XlsxTable(Workbooks.of(sheet -> {
            sheet.value(0, 0, "文字");
            sheet.value(2, 0, " 照库 ");
            sheet.value(2, 1, 40);
            sheet.value(2, 2, LocalDate.of(2024, 2, 29));
            sheet.style(2, 2).format("yyyy-mm-dd").set();
            sheet.value(2, 3, LocalDate.of(1900, 3, 1));
            sheet.style(2, 3).format("yyyy\"年\"m\"月\"d\"日\"").set();
            sheet.value(2, 4, true);
            sheet.formula(2, 5, "B3+1");
            sheet.value(2, 6, 45352.5);
            sheet.style(2, 6).format("yyyy-mm-dd").set();
            sheet.value(2, 7, 0.25);
            sheet.style(2, 7).format("0.00%").set();
        })));

        assertThat(rows).extracting(TableRow::line).containsExactly(1, 3);
        List<Cell> cells = rows.get(1).cells().stream().filter(Objects::nonNull).toList();
        assertThat(cells.subList(0, 5))
                .containsExactly(
                        new Cell.Text("照库"),
                        new Cell.Numeric(new BigDecimal("40")),
                        new Cell.Day(LocalDate.of(2024, 2, 29)),
                        new Cell.Day(LocalDate.of(1900, 3, 1)),
                        new Cell.Truth(true));
        assertThat(cells.get(5)).isInstanceOf(Cell.Unusable.class);
        assertThat(cells.get(6)).isInstanceOf(Cell.Unusable.class);
        assertThat(cells.get(7)).isEqualTo(new Cell.Numeric(new BigDecimal("0.25")));
    }

    @Test
    void a_workbook_of_formats_by_number_gives_days() {
        byte[] file = Workbooks.with(
                Workbooks.ofXml(
                        "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>45351</v></c><c r=\"B1\" s=\"0\"><v>45351</v></c></row>"),
                "xl/styles.xml",
                "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"31\"/></cellXfs></styleSheet>");

        assertThat(all(new XlsxTable(file)).get(0).cells())
                .containsExactly(new Cell.Day(LocalDate.of(2024, 2, 29)), new Cell.Numeric(new BigDecimal("45351")));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-2-9, 2024-02-09",
        "2024/02/29, 2024-02-29",
        "2024年2月29日, 2024-02-29",
        "2024.12.1, 2024-12-01",
        "29.2.2024, 29.2.2024",
        "长期, 长期"
    })
    void days_are_brought_into_their_form(String written, String expected) {
        assertThat(CellValue.of(Kind.DATE, new Cell.Text(written)).value()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.403E+17", "1.1E+17", "4.40300199001E+17", "9E+11"})
    void a_long_code_that_became_a_number_is_told_of(String written) {
        assertThat(CellValue.of(Kind.TEXT, new Cell.Text(written)).fault()).isPresent();
        assertThat(CellValue.of(Kind.TEXT, new Cell.Numeric(new BigDecimal(written)))
                        .fault()
                        .isPresent())
                .isEqualTo(new BigDecimal(written).compareTo(new BigDecimal("1E15")) >= 0);
    }

    @Test
    void numbers_fit_texts_and_whole_numbers_as_far_as_they_are_exact() {
        assertThat(CellValue.of(Kind.TEXT, new Cell.Numeric(new BigDecimal("13800138000")))
                        .value())
                .contains("13800138000");
        assertThat(CellValue.of(Kind.INTEGER, new Cell.Numeric(new BigDecimal("4E1")))
                        .value())
                .contains(40L);
        assertThat(CellValue.of(Kind.INTEGER, new Cell.Text("-7")).value()).contains(-7L);
        assertThat(CellValue.of(Kind.INTEGER, new Cell.Text("forty")).value()).contains("forty");
        assertThat(CellValue.of(Kind.BOOLEAN, new Cell.Text("是")).value()).contains(true);
        assertThat(CellValue.of(Kind.BOOLEAN, new Cell.Text("1")).value()).contains("1");
        assertThat(CellValue.of(Kind.TEXT, new Cell.Numeric(new BigDecimal("1E999999999")))
                        .fault())
                .isPresent();
        assertThat(CellValue.of(Kind.TEXT, new Cell.Numeric(new BigDecimal("1E-999999999")))
                        .fault())
                .isPresent();
        assertThat(CellValue.of(Kind.DATE, new Cell.Numeric(new BigDecimal("45351")))
                        .fault())
                .isPresent();
    }
}
