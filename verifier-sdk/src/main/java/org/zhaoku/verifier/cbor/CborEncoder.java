package org.zhaoku.verifier.cbor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.zhaoku.verifier.bytes.Bytes;

/** Writes the shortest form of every head and the keys of maps in the bytewise order of their encodings. */
final class CborEncoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private CborEncoder() {}

    static Bytes encode(Cbor item) {
        var encoder = new CborEncoder();
        encoder.write(item, 0);
        return Bytes.of(encoder.out.toByteArray());
    }

    private void write(Cbor item, int depth) {
        if (item instanceof Cbor.Int number) {
            long value = number.value();
            head(value < 0 ? 1 : 0, value < 0 ? ~value : value);
        } else if (item instanceof Cbor.ByteString string) {
            head(2, string.value().size());
            out.writeBytes(string.value().toArray());
        } else if (item instanceof Cbor.Text text) {
            byte[] utf8 = utf8(text.value());
            head(3, utf8.length);
            out.writeBytes(utf8);
        } else if (item instanceof Cbor.Array array) {
            head(4, array.items().size());
            array.items().forEach(each -> write(each, deeper(depth)));
        } else if (item instanceof Cbor.Map map) {
            head(5, map.entries().size());
            map.entries().forEach((key, entry) -> {
                out.writeBytes(key.toArray());
                write(entry.value(), deeper(depth));
            });
        } else {
            out.write(7 << 5 | ((Cbor.Simple) item).number());
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
            out.write(type | (int) argument);
        } else {
            int power = argument < 0x100 ? 0 : argument < 0x1_0000 ? 1 : argument < 0x1_0000_0000L ? 2 : 3;
            out.write(type | (24 + power));
            for (int shift = 8 * ((1 << power) - 1); shift >= 0; shift -= 8) {
                out.write((int) (argument >>> shift));
            }
        }
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] utf8 = new byte[encoded.remaining()];
            encoded.get(utf8);
            return utf8;
        } catch (CharacterCodingException e) {
            throw new CborException("expected well-formed Unicode text, got a lone surrogate");
        }
    }
}
