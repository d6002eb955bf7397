package org.zhaoku.verifier.code;

/** Base45 (RFC 9285), the canonical encoding only: what is decoded encodes back to the same text. */
public final class Base45 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int BASE = 45;

    /** The value of each character up to {@code Z}, −1 outside the alphabet. */
    private static final byte[] VALUES = values();

    private Base45() {}

    /** Three characters for two bytes, two for a last single one; the text of no bytes is empty (RFC 9285 §4.1). */
    public static String encode(byte[] bytes) {
        var text = new StringBuilder(bytes.length / 2 * 3 + 2);
        for (int i = 0; i < bytes.length; i += 2) {
            boolean pair = i + 1 < bytes.length;
            int value = pair ? (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff) : bytes[i] & 0xff;
            text.append(ALPHABET.charAt(value % BASE)).append(ALPHABET.charAt(value / BASE % BASE));
            if (pair) {
                text.append(ALPHABET.charAt(value / (BASE * BASE)));
            }
        }
        return text.toString();
    }

    /**
     * The bytes that encode to {@code text}. Lower case, groups of one character and groups above 65535 or 255 are refused (RFC
     * 9285 §6): two texts never stand for the same bytes.
     *
     * @throws CodeFormatException QR_BASE45 if {@code text} is not canonical Base45
     */
    public static byte[] decode(String text) {
        byte[] bytes = new byte[text.length() / 3 * 2 + text.length() % 3 / 2];
        int to = 0;
        for (int i = 0; i < text.length(); i += 3) {
            int first = value(text, i);
            if (i + 1 == text.length()) {
                throw wrong("a group that stands for no bytes", i);
            }
            boolean pair = i + 2 < text.length();
            int value = first + BASE * value(text, i + 1) + (pair ? BASE * BASE * value(text, i + 2) : 0);
            if (value > (pair ? 0xffff : 0xff)) {
                throw wrong("a group that stands for no bytes", i);
            }
            if (pair) {
                bytes[to++] = (byte) (value >> 8);
            }
            bytes[to++] = (byte) value;
        }
        return bytes;
    }

    private static int value(String text, int at) {
        char character = text.charAt(at);
        int value = character < VALUES.length ? VALUES[character] : -1;
        if (value < 0) {
            throw wrong("a character outside the alphabet", at);
        }
        return value;
    }

    private static byte[] values() {
        byte[] values = new byte['Z' + 1];
        for (char character = 0; character < values.length; character++) {
            values[character] = (byte) ALPHABET.indexOf(character);
        }
        return values;
    }

    private static CodeFormatException wrong(String what, int at) {
        return new CodeFormatException(
                "QR_BASE45", "expected Base45, got " + what + " at character " + (at + 1) + ": scan the code again");
    }
}
