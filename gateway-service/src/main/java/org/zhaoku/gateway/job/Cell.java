package org.zhaoku.gateway.job;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What stands in one cell of a table. A blank cell is none. */
sealed interface Cell {
    /** Not blank. */
    record Text(String text) implements Cell {}

    /** A number in a workbook. */
    record Numeric(BigDecimal number) implements Cell {}

    /** A day in a workbook, which has it as a number in the format of a date. */
    record Day(LocalDate day) implements Cell {}

    /** A truth value in a workbook. */
    record Truth(boolean truth) implements Cell {}

    /** @param expected what was expected and what came instead, without the content */
    record Unusable(String expected) implements Cell {}
}
