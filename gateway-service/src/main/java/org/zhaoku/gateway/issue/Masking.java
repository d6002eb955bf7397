package org.zhaoku.gateway.issue;

import java.util.regex.Pattern;

/**
 * Masks personal text on the face. It counts Unicode code points, so that a rare character (U+20BB7 in 𠮷) is one character.
 * Two asterisks stand for all that is left out: their number must not say how much that was.
 */
final class Masking {
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z-]{8,}");
    private static final String HIDDEN = "**";
    private static final int SHOWN = 4;

    private Masking() {}

    /**
     * A number of 8 or more ASCII letters, digits and hyphens keeps a quarter at each end, 4 at most; every other text keeps
     * its first character, or nothing if it has only one.
     */
    static String mask(String text) {
        if (NUMBER.matcher(text).matches()) {
            int shown = Math.min(SHOWN, text.length() / 4);
            return text.substring(0, shown) + HIDDEN + text.substring(text.length() - shown);
        }
        int first = text.offsetByCodePoints(0, 1);
        return (first < text.length() ? text.substring(0, first) : "") + HIDDEN;
    }
}
