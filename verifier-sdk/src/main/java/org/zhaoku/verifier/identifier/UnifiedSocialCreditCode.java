package org.zhaoku.verifier.identifier;

import java.util.Arrays;

/**
 * A unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters without I, O, S, V and Z, of which the last is
 * a check character and the last but one is that of the organisation code within (GB 11714).
 *
 * @param value the code, in upper case
 */
public record UnifiedSocialCreditCode(String value) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    /** What each character counts, by its code; −1 for what is not in the alphabet. */
    private static final byte[] COUNTS = counts();

    private static final int LENGTH = 18;
    private static final int ORGANISATION_FROM = 8;
    private static final int ORGANISATION_CHECK = 16;
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    /** @throws IdentifierException USCC_FORM or USCC_CHECK_CHARACTER */
    public UnifiedSocialCreditCode {
        if (!hasForm(value)) {
            throw new IdentifierException(
                    "USCC_FORM",
                    "expected a unified social credit code of 18 digits and upper-case letters without I, O, S, V and Z,"
                            + " of which numbers 3 to 8 are digits, got " + Received.describe(value, ALPHABET)
                            + ": take it from the organisation's registration");
        }
        if (value.charAt(17) != check(value) || value.charAt(ORGANISATION_CHECK) != organisationCheck(value)) {
            throw new IdentifierException(
                    "USCC_CHECK_CHARACTER",
                    "expected other check characters in the unified social credit code, got a wrong "
                            + (value.charAt(17) != check(value) ? "last one" : "last but one")
                            + ": compare the whole code with the original");
        }
    }

    /**
     * The code that {@code value} spells; nothing is mended.
     *
     * @throws IdentifierException USCC_FORM or USCC_CHECK_CHARACTER
     */
    public static UnifiedSocialCreditCode parse(String value) {
        return new UnifiedSocialCreditCode(value);
    }

    private static byte[] counts() {
        byte[] counts = new byte[128];
        Arrays.fill(counts, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            counts[ALPHABET.charAt(i)] = (byte) i;
        }
        return counts;
    }

    private static int count(char character) {
        return character < COUNTS.length ? COUNTS[character] : -1;
    }

    private static boolean hasForm(String value) {
        if (value.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            int count = count(value.charAt(i));
            boolean digitOnly = i >= 2 && i < ORGANISATION_FROM;
            if (count < 0 || (digitOnly && count > 9)) {
                return false;
            }
        }
        return true;
    }

    /** GB 32100: weights 3^i mod 31. */
    private static char check(String value) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += count(value.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** GB 11714: characters 9 to 16, where letters count from A = 10 and none is left out. */
    private static char organisationCheck(String value) {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            sum += Character.digit(value.charAt(ORGANISATION_FROM + i), 36) * ORGANISATION_WEIGHTS[i];
        }
        int check = (11 - sum % 11) % 11;
        return check == 10 ? 'X' : (char) ('0' + check);
    }

    @Override
    public String toString() {
        return value;
    }
}
