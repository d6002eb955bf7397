package org.zhaoku.gateway.catalogue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** 机构级别 (GB/T 36902), in the order of its numbers from 1. */
public enum AuthorityLevel {
    NATIONAL(1, "国家级"),
    PROVINCIAL(2, "省部级"),
    PREFECTURE(3, "地市级"),
    COUNTY(4, "区县级"),
    OTHER(5, "其他");

    private static final int DIVISION_START = 2;
    private static final int DIVISION_END = 8;

    private final int number;
    private final String word;

    AuthorityLevel(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** Its number in the standard, 1 to 5. */
    public int number() {
        return number;
    }

    /** As people see it. */
    public String word() {
        return word;
    }

    /**
     * The level of a department, which its code says: digits 3 to 8 are the division (GB/T 2260) of the office that registered it
     * (GB 32100 §4.3).
     */
    public static AuthorityLevel of(UnifiedSocialCreditCode department) {
        String division = department.value().substring(DIVISION_START, DIVISION_END);
        if (division.equals("100000")) {
            return NATIONAL;
        }
        if (division.endsWith("0000")) {
            return PROVINCIAL;
        }
        return division.endsWith("00") ? PREFECTURE : COUNTY;
    }

    /** @throws IllegalArgumentException if no level has this number */
    static AuthorityLevel of(long number) {
        return Arrays.stream(values())
                .filter(level -> level.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no level"));
    }

    /** Whether a department of this level may issue where those of {@code allowed} may; OTHER allows all. */
    public static boolean isAllowed(UnifiedSocialCreditCode department, Set<AuthorityLevel> allowed) {
        return allowed.isEmpty() || allowed.contains(OTHER) || allowed.contains(of(department));
    }

    /**
     * Reads a name, a number or a word.
     *
     * @throws IllegalArgumentException for anything else
     */
    static AuthorityLevel parse(String text) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(text)
                        || level.word.equals(text)
                        || Integer.toString(level.number).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no level"));
    }

    /** All names, for messages. */
    static String names() {
        return Arrays.stream(values())
                .map(level -> level + " (" + level.number() + " " + level.word + ")")
                .collect(Collectors.joining(", "));
    }
}
