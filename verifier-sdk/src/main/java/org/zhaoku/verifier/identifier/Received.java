package org.zhaoku.verifier.identifier;

/**
 * What came instead of a good code, for messages: lengths, places and kinds of characters. Never the characters themselves,
 * because people type citizen numbers into every field, and some serials are one.
 */
final class Received {
    static final String DIGITS = "0123456789";

    private Received() {}

    /** The length, and the first character that is none of {@code alphabet}. */
    static String describe(String text, String alphabet) {
        String length = text.length() + (text.length() == 1 ? " character" : " characters");
        for (int i = 0; i < text.length(); i++) {
            if (alphabet.indexOf(text.charAt(i)) < 0) {
                return length + ", of which number " + (i + 1) + " is " + kind(text.charAt(i));
            }
        }
        return length;
    }

    private static String kind(char character) {
        if (character >= 'a' && character <= 'z') {
            return "a lower-case letter";
        }
        if (character >= 'A' && character <= 'Z') {
            return "a letter that does not occur there";
        }
        if (character >= '0' && character <= '9') {
            return "a digit";
        }
        if (character >= '\uff01' && character <= '\uff5e') {
            return "of full width";
        }
        return Character.isWhitespace(character) || Character.isSpaceChar(character) ? "a space" : "no digit or letter";
    }
}
