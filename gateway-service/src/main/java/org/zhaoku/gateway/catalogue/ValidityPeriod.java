package org.zhaoku.gateway.catalogue;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One term of 有效期限范围 (GB/T 36902): {@code 3年}, {@code 6个月}, {@code 30日} or {@code 长期}.
 *
 * @param amount of the unit, 1 to 999; 0 for 长期
 * @param unit years, months, days; FOREVER for 长期
 */
public record ValidityPeriod(int amount, ChronoUnit unit) {
    private static final String LONG_TERM = "长期";
    private static final String SEPARATOR = "^";
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,2})(年|个月|月|日|天)");

    /**
     * Reads a list, its terms joined by {@code ^}.
     *
     * @throws IllegalArgumentException if one of them has another form, or comes twice
     */
    static List<ValidityPeriod> list(String text) {
        List<ValidityPeriod> periods = Arrays.stream(text.split(Pattern.quote(SEPARATOR), -1))
                .map(ValidityPeriod::parse)
                .toList();
        if (periods.stream().distinct().count() < periods.size()) {
            throw new IllegalArgumentException("a term comes twice");
        }
        return periods;
    }

    private static ValidityPeriod parse(String text) {
        if (text.equals(LONG_TERM)) {
            return new ValidityPeriod(0, ChronoUnit.FOREVER);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("no term");
        }
        ChronoUnit unit = switch (form.group(2)) {
            case "年" -> ChronoUnit.YEARS;
            case "日", "天" -> ChronoUnit.DAYS;
            default -> ChronoUnit.MONTHS;
        };
        return new ValidityPeriod(Integer.parseInt(form.group(1)), unit);
    }

    /** The list in the standard's form. */
    static String text(List<ValidityPeriod> periods) {
        return periods.stream().map(ValidityPeriod::toString).collect(Collectors.joining(SEPARATOR));
    }

    /**
     * Whether a licence with these days has this term. The last day is included: it is the day before the anniversary of the
     * first, or the anniversary itself, since both are in use (a business licence, a driving licence).
     *
     * @param last empty for 长期
     */
    boolean fits(LocalDate first, Optional<LocalDate> last) {
        if (unit == ChronoUnit.FOREVER) {
            return last.isEmpty();
        }
        LocalDate anniversary = first.plus(amount, unit);
        return last.filter(day -> day.equals(anniversary) || day.equals(anniversary.minusDays(1)))
                .isPresent();
    }

    /** Whether one of the terms fits; every day does if there is none. */
    public static boolean anyFits(List<ValidityPeriod> periods, LocalDate first, Optional<LocalDate> last) {
        return periods.isEmpty() || periods.stream().anyMatch(period -> period.fits(first, last));
    }

    @Override
    public String toString() {
        return switch (unit) {
            case FOREVER -> LONG_TERM;
            case YEARS -> amount + "年";
            case MONTHS -> amount + "个月";
            default -> amount + "日";
        };
    }
}
