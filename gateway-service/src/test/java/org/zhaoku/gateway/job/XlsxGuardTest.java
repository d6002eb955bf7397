package org.zhaoku.gateway.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;

final class XlsxGuardTest {
    private static final String CELL = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>A</t></is></c></row>";

    static Stream<Arguments> hostile() {
        byte[] good = Workbooks.of(sheet -> sheet.value(0, 0, "A"));
        return Stream.of(
                Arguments.of("no ZIP archive", "row,line".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("an empty file", new byte[0]),
                Arguments.of(
                        "a long text",
                        Workbooks.ofXml("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + "0".repeat(2 << 20)
                                + "</t></is></c></row>")),
                Arguments.of(
                        "many short texts in one cell",
                        Workbooks.ofXml("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>"
                                + ("<t>" + "0".repeat(1000) + "</t>").repeat(2000) + "</is></c></row>")),
                Arguments.of(
                        "texts that inflate",
                        Workbooks.with(
                                good,
                                "xl/sharedStrings.xml",
                                "<sst>" + ("<si><t>" + "0".repeat(1 << 19) + "</t></si>").repeat(70) + "</sst>")),
                Arguments.of(
                        "a column beyond the last",
                        Workbooks.ofXml("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>")),
                Arguments.of("a row beyond the last", Workbooks.ofXml("<row r=\"99999999\"></row>")),
                Arguments.of(
                        "a text that is not there", Workbooks.ofXml("<row><c t=\"s\"><v>2000000000</v></c></row>")),
                Arguments.of(
                        "a text number in two pieces",
                        Workbooks.ofXml("<row><c t=\"s\"><v>0<!-- -->2000000</v></c></row>")),
                Arguments.of("a value with parts", Workbooks.ofXml("<row><c t=\"s\"><v>0<v>1</v></v></c></row>")),
                Arguments.of("too many cells in a row", Workbooks.ofXml("<row>" + "<c/>".repeat(20_000) + "</row>")),
                Arguments.of(
                        "too many formats",
                        Workbooks.with(
                                good,
                                "xl/styles.xml",
                                "<styleSheet><cellXfs>" + "<xf/>".repeat(300_000) + "</cellXfs></styleSheet>")),
                Arguments.of(
                        "array formulas",
                        Workbooks.ofXml("<row>" + "<c><f t=\"array\" ref=\"A1:B2\">A1</f></c>".repeat(200) + "</row>")),
                Arguments.of(
                        "entities",
                        Workbooks.with(
                                good,
                                "xl/sharedStrings.xml",
                                "<!DOCTYPE s [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><sst><si><t>&x;</t></si></sst>")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void a_hostile_workbook_is_refused(String what, byte[] file) {
        assertThatExceptionOfType(ProblemException.class)
                .as(what)
                .isThrownBy(() -> XlsxGuard.check(file))
                .matches(problem -> problem.code() == ProblemCode.FILE_UNREADABLE);
    }

    @Test
    void usual_workbooks_pass() {
        assertThatCode(() -> XlsxGuard.check(Workbooks.ofXml(CELL))).doesNotThrowAnyException();
        assertThatCode(() -> XlsxGuard.check(Workbooks.of(sheet -> {
                    for (int row = 0; row < 5000; row++) {
                        for (int column = 0; column < 20; column++) {
                            sheet.value(row, column, "照库" + row + "." + column);
                        }
                    }
                    sheet.formula(5001, 0, "SUM(A1:A2)");
                })))
                .doesNotThrowAnyException();
    }
}
