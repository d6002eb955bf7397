package org.zhaoku.gateway.job;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhaoku.gateway.catalogue.FieldDefinition.Kind;

/**
 * A cell as a value of a request. What only looks otherwise in a table is brought into its form; what is wrong stays as it is, for
 * the rules of the type to refuse it.
 *
 * @param value text, whole number or truth value
 * @param fault what was expected and what came, if the cell cannot be used
 */
record CellValue(Optional<Object> value, Optional<String> fault) {
    /** Digits of a number that office programs keep. */
    private static final int KEPT_DIGITS = 15;

    private static final int MAX_DECIMALS = 30;

    /** How a number of 12 digits or more looks once an office program had it. */
    private static final Pattern EXPONENT = Pattern.compile("[0-9](\\.[0-9]+)?[Ee]\\+(1[1-9]|[2-9][0-9])");

    private static final Pattern DAY =
            Pattern.compile("([0-9]{4})(?:[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Map<String, Boolean> TRUTHS =
            Map.of("true", true, "TRUE", true, "是", true, "false", false, "FALSE", false, "否", false);

    private static CellValue of(Object value) {
        return new CellValue(Optional.of(value), Optional.empty());
    }

    private static CellValue fault(String fault) {
        return new CellValue(Optional.empty(), Optional.of(fault));
    }

    /** The value of a cell in a column of this kind. */
    static CellValue of(Kind kind, Cell cell) {
        if (cell instanceof Cell.Unusable unusable) {
            return fault(unusable.expected());
        }
        if (cell instanceof Cell.Text text) {
            return text(kind, text.text());
        }
        if (cell instanceof Cell.Numeric number) {
            return number(kind, number.number());
        }
        return cell instanceof Cell.Day day ? of(day.day().toString()) : of(((Cell.Truth) cell).truth());
    }

    private static CellValue text(Kind kind, String text) {
        return switch (kind) {
            case TEXT, CODE ->
                EXPONENT.matcher(text).matches()
                        ? fault(
                                "expected a text, got a number with an exponent: an office program took a long code for a"
                                        + " number and lost its last digits; format the column as text and enter it anew")
                        : of(text);
            case INTEGER -> of(WHOLE.matcher(text).matches() ? (Object) Long.valueOf(text) : text);
            case BOOLEAN -> of(TRUTHS.containsKey(text) ? (Object) TRUTHS.get(text) : text);
            case DATE -> of(day(text));
        };
    }

    private static String day(String text) {
        Matcher day = DAY.matcher(text);
        if (!day.matches()) {
            return text;
        }
        boolean signs = day.group(2) != null;
        return day.group(1) + "-" + twoDigits(day.group(signs ? 2 : 4)) + "-" + twoDigits(day.group(signs ? 3 : 5));
    }

    private static String twoDigits(String number) {
        return number.length() == 1 ? "0" + number : number;
    }

    private static CellValue number(Kind kind, BigDecimal exact) {
        BigDecimal number = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        if (number.precision() - number.scale() > KEPT_DIGITS) {
            return fault(
                    "expected a text, got a number of more than " + KEPT_DIGITS + " digits, of which an office program"
                            + " keeps only so many; format the column as text and enter it anew");
        }
        if (number.scale() > MAX_DECIMALS) {
            return fault("expected a number with at most " + MAX_DECIMALS + " decimals");
        }
        return switch (kind) {
            case TEXT, CODE -> of(number.toPlainString());
            case INTEGER -> of(number.scale() <= 0 ? (Object) number.longValueExact() : number.toPlainString());
            case DATE -> fault("expected a day, got a number; format the column as a date, or as text with yyyy-MM-dd");
            case BOOLEAN -> of(number.toPlainString());
        };
    }
}
