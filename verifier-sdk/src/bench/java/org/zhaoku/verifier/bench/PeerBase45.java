package org.zhaoku.verifier.bench;

/** RFC 9285 as a verifier writes it that does not ask whether the encoding is the canonical one. */
final class PeerBase45 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final byte[] VALUES = new byte[128];

    static {
        for (int i = 0; i < ALPHABET.length(); i++) {
            VALUES[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private PeerBase45() {}

    static String encode(byte[] bytes) {
        var text = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 2) {
            boolean pair = i + 1 < bytes.length;
            int value = pair ? (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff) : bytes[i] & 0xff;
            for (int digit = 0; digit < (pair ? 3 : 2); digit++) {
                text.append(ALPHABET.charAt(value % 45));
                value /= 45;
            }
        }
        return text.toString();
    }

    static byte[] decode(String text) {
        int rest = text.length() % 3;
        byte[] bytes = new byte[text.length() / 3 * 2 + rest / 2];
        int out = 0;
        for (int i = 0; i + 1 < text.length(); i += 3) {
            int value = VALUES[text.charAt(i)] + VALUES[text.charAt(i + 1)] * 45;
            if (i + 2 < text.length()) {
                value += VALUES[text.charAt(i + 2)] * 45 * 45;
                bytes[out++] = (byte) (value >> 8);
            }
            bytes[out++] = (byte) value;
        }
        return bytes;
    }
}
