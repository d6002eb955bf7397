package org.zhaoku.verifier.cbor;

import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;

/** One-line reads that name the item in their message. Each throws {@link CborException} if the item is of another kind. */
public final class CborReads {
    private CborReads() {}

    public static Cbor.Map map(String name, Cbor item) {
        if (item instanceof Cbor.Map map) {
            return map;
        }
        throw unexpected(name, "a map", item);
    }

    /** An array of {@code min} to {@code max} items. */
    public static List<Cbor> array(String name, Cbor item, int min, int max) {
        if (item instanceof Cbor.Array array
                && array.items().size() >= min
                && array.items().size() <= max) {
            return array.items();
        }
        throw unexpected(name, "an array of " + min + " to " + max + " items", item);
    }

    public static String text(String name, Cbor item) {
        if (item instanceof Cbor.Text text) {
            return text.value();
        }
        throw unexpected(name, "a text", item);
    }

    public static Bytes bytes(String name, Cbor item) {
        if (item instanceof Cbor.ByteString string) {
            return string.value();
        }
        throw unexpected(name, "a byte string", item);
    }

    public static Bytes bytes(String name, Cbor item, int size) {
        Bytes value = bytes(name, item);
        if (value.size() != size) {
            throw new CborException(name + ": expected " + size + " bytes, got " + value.size());
        }
        return value;
    }

    public static long number(String name, Cbor item, long min, long max) {
        if (item instanceof Cbor.Int number) {
            if (number.value() < min || number.value() > max) {
                throw new CborException(name + ": expected " + min + " to " + max + ", got " + number.value());
            }
            return number.value();
        }
        throw unexpected(name, "an integer", item);
    }

    public static boolean bool(String name, Cbor item) {
        if (item == Cbor.Simple.TRUE || item == Cbor.Simple.FALSE) {
            return item == Cbor.Simple.TRUE;
        }
        throw unexpected(name, "a boolean", item);
    }

    // names the kind that came, never the content: it may be personal
    private static CborException unexpected(String name, String expected, Cbor item) {
        return new CborException(
                name + ": expected " + expected + ", got " + item.getClass().getSimpleName());
    }
}
