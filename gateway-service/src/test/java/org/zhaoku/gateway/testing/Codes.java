package org.zhaoku.gateway.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Fresh codes with right check characters. */
public final class Codes {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final int DEFINING = 90_000_000;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Codes() {}

    /** A department that no other test has. */
    public static UnifiedSocialCreditCode department() {
        return department("11440300", NEXT.incrementAndGet());
    }

    private static UnifiedSocialCreditCode department(String kindAndDistrict, int number) {
        String organisation = String.format("%08d", number);
        int sum = sum(organisation, ORGANISATION_WEIGHTS);
        int check = (11 - sum % 11) % 11;
        String body = kindAndDistrict + organisation + (check == 10 ? "X" : "" + check);
        return UnifiedSocialCreditCode.parse(body + ALPHABET.charAt((31 - sum(body, WEIGHTS) % 31) % 31));
    }

    private static int sum(String text, int[] weights) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += ALPHABET.indexOf(text.charAt(i)) * weights[i];
        }
        return sum;
    }

    /** A type that no other test has, defined by a national authority. */
    public static LicenceTypeCode type() {
        int number = NEXT.incrementAndGet();
        // an authority defines a thousand at most
        UnifiedSocialCreditCode authority = department("11100000", DEFINING + number / 1000);
        return LicenceTypeCode.parse(authority.value() + String.format("%03d", number % 1000));
    }
}
