package org.zhaoku.verifier.cli;

import java.util.regex.Pattern;

/** Texts of strangers on a terminal. */
final class Plain {
    /** Control characters, and those that turn the direction of what stands around them. */
    private static final Pattern MISLEADING = Pattern.compile("[\\p{Cc}\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");

    private Plain() {}

    /** The same text with everything replaced that could move the cursor or reorder the line. */
    static String text(String text) {
        return MISLEADING.matcher(text).replaceAll("\ufffd");
    }
}
