package org.zhaoku.gateway.catalogue;

import java.util.Arrays;

/** 持证主体类别 (GB/T 36902). */
public enum HolderCategory {
    NATURAL_PERSON(0, "自然人"),
    ORGANISATION(1, "法人和其他组织"),
    MIXED(2, "混合");

    private final int number;
    private final String word;

    HolderCategory(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** Its number in a definition's bytes. */
    int number() {
        return number;
    }

    /** @throws IllegalArgumentException if no category has this number */
    static HolderCategory of(long number) {
        return Arrays.stream(values())
                .filter(category -> category.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no category"));
    }

    /** As people see it. */
    public String word() {
        return word;
    }

    /** Whether a holder of this category may hold a licence of a type for {@code allowed}. */
    public boolean isWithin(HolderCategory allowed) {
        return allowed == MIXED || this == allowed;
    }

    /**
     * Reads a name or a word.
     *
     * @throws IllegalArgumentException for anything else
     */
    static HolderCategory parse(String text) {
        return Arrays.stream(values())
                .filter(category -> category.name().equals(text) || category.word.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no category"));
    }
}
