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
    /** The standard's own sample is of 1880; earlier years are mistypings. */
    private static final int FIRST_YEAR = 1800;
    /**
     * First two digits of GB/T 2260. 71, 81, 82 and 83 stand in the numbers of residents from Taiwan, Hong Kong and Macao, 83 for
     * residence permits of people from Taiwan although it is no province's code.
     */
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
                    "expected a citizen number of 18 digits, of which the last may be an upper-case X and the first is no 0,"
                            + " got " + Received.describe(value, Received.DIGITS + "X")
                            + ": take it from the holder's identity card; numbers of 15 digits are no longer valid");
        }
        if (!PROVINCES.contains(value.substring(0, 2))) {
            throw new IdentifierException(
                    "CITIZEN_NUMBER_REGION",
                    "expected a province's code as the first two digits of the citizen number, got another:"
                            + " compare it with the original");
        }
        if (!hasDate(value)) {
            throw new IdentifierException(
                    "CITIZEN_NUMBER_DATE",
                    "expected a date of birth from " + FIRST_YEAR
                            + " on in digits 7 to 14 of the citizen number, got none:"
                            + " compare it with the original");
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (value.charAt(i) - '0') * WEIGHTS[i];
        }
        if (CHECK.charAt(sum % 11) != value.charAt(17)) {
            throw new IdentifierException(
                    "CITIZEN_NUMBER_CHECK_CHARACTER",
                    "expected another check character in the citizen number: compare the whole number with the original,"
                            + " any character of it may be the wrong one");
        }
        return new CitizenNumber(value);
    }

    private static boolean hasDate(String value) {
        try {
            LocalDate date = LocalDate.of(
                    Integer.parseInt(value.substring(6, 10)),
                    Integer.parseInt(value.substring(10, 12)),
                    Integer.parseInt(value.substring(12, 14)));
            return date.getYear() >= FIRST_YEAR;
        } catch (DateTimeException e) {
            return false; // its message would show the date of birth
        }
    }

    /** The number itself: personal data. */
    public String value() {
        return value;
    }

    /** The first and last four characters, ten stars between them. */
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
