package org.zhaoku.verifier.code;

import java.io.ByteArrayOutputStream;

/** Base45 (RFC 9285), the canonical encoding only: what is decoded encodes back to the same text. */
public final class Base45 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int BASE = 45;

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
        var bytes = new ByteArrayOutputStream(text.length() / 3 * 2 + 1);
        for (int i = 0; i < text.length(); i += 3) {
            int group = Math.min(3, text.length() - i);
            int value = 0;
            for (int j = group - 1; j >= 0; j--) {
                int digit = ALPHABET.indexOf(text.charAt(i + j));
                if (digit < 0) {
                    throw wrong("a character outside the alphabet", i + j);
                }
                value = value * BASE + digit;
            }
            if (group == 1 || value > (group == 3 ? 0xffff : 0xff)) {
                throw wrong("a group that stands for no bytes", i);
            }
            if (group == 3) {
                bytes.write(value >> 8);
            }
            bytes.write(value);
        }
        return bytes.toByteArray();
    }

    private static CodeFormatException wrong(String what, int at) {
        return new CodeFormatException(
                "QR_BASE45", "expected Base45, got " + what + " at character " + (at + 1) + ": scan the code again");
    }
}
