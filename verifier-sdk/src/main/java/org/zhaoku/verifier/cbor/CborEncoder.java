package org.zhaoku.verifier.cbor;

import java.util.Arrays;
import org.zhaoku.verifier.bytes.Bytes;

/** Writes the shortest form of every head and the keys of maps in the bytewise order of their encodings. */
final class CborEncoder {
    private byte[] out = new byte[256];
    private int size;

    private CborEncoder() {}

    static Bytes encode(Cbor item) {
        var encoder = new CborEncoder();
        encoder.write(item, 0);
        return Bytes.of(encoder.out, 0, encoder.size);
    }

    private void write(Cbor item, int depth) {
        if (item instanceof Cbor.Int number) {
            long value = number.value();
            head(value < 0 ? 1 : 0, value < 0 ? ~value : value);
        } else if (item instanceof Cbor.ByteString string) {
            head(2, string.value().size());
            put(string.value());
        } else if (item instanceof Cbor.Text text) {
            Bytes utf8 = utf8(text.value());
            head(3, utf8.size());
            put(utf8);
        } else if (item instanceof Cbor.Array array) {
            head(4, array.items().size());
            array.items().forEach(each -> write(each, deeper(depth)));
        } else if (item instanceof Cbor.Map map) {
            head(5, map.entries().size());
            map.entries().forEach((key, entry) -> {
                put(key);
                write(entry.value(), deeper(depth));
            });
        } else {
            put(7 << 5 | ((Cbor.Simple) item).number());
        }
    }

    private static int deeper(int depth) {
        if (depth + 1 >= Cbor.MAX_DEPTH) {
            throw new CborException("nested deeper than " + Cbor.MAX_DEPTH);
        }
        return depth + 1;
    }

    private void head(int major, long argument) {
        int type = major << 5;
        if (argument < 24) {
            put(type | (int) argument);
        } else {
            int power = argument < 0x100 ? 0 : argument < 0x1_0000 ? 1 : argument < 0x1_0000_0000L ? 2 : 3;
            put(type | (24 + power));
            for (int shift = 8 * ((1 << power) - 1); shift >= 0; shift -= 8) {
                put((int) (argument >>> shift));
            }
        }
    }

    private void put(int value) {
        if (size == out.length) {
            out = Arrays.copyOf(out, 2 * size);
        }
        out[size++] = (byte) value;
    }

    private void put(Bytes bytes) {
        int end = size + bytes.size();
        if (end > out.length) {
            out = Arrays.copyOf(out, Math.max(end, 2 * size));
        }
        bytes.copyTo(0, bytes.size(), out, size);
        size = end;
    }

    private static Bytes utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    throw new CborException("expected well-formed Unicode text, got a lone surrogate");
                }
                i++;
            }
        }
        return Bytes.utf8(text);
    }
}
