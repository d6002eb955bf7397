package org.zhaoku.verifier.identifier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A citizen number (公民身份号码, GB 11643-1999): 18 characters with a region, a date of birth and a check character. Its text
 * form is masked, so that it cannot slip into a log.
 */
public final class CitizenNumber {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{16}[0-9X]");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";
    /** First two digits of GB/T 2260. */
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83");

    private final String value;

    private CitizenNumber(String value) {
        this.value = value;
    }

    /**
     * Reads a number of 18 characters; the old ones of 15 digits are refused. Whether the birthday lies in the future is not
     * checked: that takes a clock.
     *
     * @throws IdentifierException CITIZEN_NUMBER_FORM, CITIZEN_NUMBER_REGION, CITIZEN_NUMBER_DATE or
     *     CITIZEN_NUMBER_CHECK_CHARACTER; the number is not in the message
     */
    public static CitizenNumber parse(String value) {
        if (!FORM.matcher(value).matches()) {
            throw new IdentifierException(
                    "CITIZEN_NUMBER_FORM",
                    "expected a citizen number of 18 characters: digits, the last may be an upper-case X");
        }
        if (!PROVINCES.contains(value.substring(0, 2))) {
            throw new IdentifierException("CITIZEN_NUMBER_REGION", "the citizen number begins with no province's code");
        }
        try {
            LocalDate.of(
                    Integer.parseInt(value.substring(6, 10)),
                    Integer.parseInt(value.substring(10, 12)),
                    Integer.parseInt(value.substring(12, 14)));
        } catch (DateTimeException e) {
            throw new IdentifierException("CITIZEN_NUMBER_DATE", "the citizen number's date of birth is no date");
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (value.charAt(i) - '0') * WEIGHTS[i];
        }
        if (CHECK.charAt(sum % 11) != value.charAt(17)) {
            throw new IdentifierException(
                    "CITIZEN_NUMBER_CHECK_CHARACTER",
                    "the check character of the citizen number is wrong: compare it with the original");
        }
        return new CitizenNumber(value);
    }

    /** The number itself. */
    public String value() {
        return value;
    }

    /** The first and last four characters, the rest as stars. */
    public String masked() {
        return value.substring(0, 4) + "*".repeat(10) + value.substring(14);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CitizenNumber number && number.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The same as {@link #masked()}. */
    @Override
    public String toString() {
        return masked();
    }
}
