package org.zhaoku.verifier.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;

/** Reads deterministic CBOR and nothing else. Memory and depth are bounded by the input's size, never by what it declares. */
final class CborDecoder {
    private final byte[] input;
    private int at;

    CborDecoder(byte[] input) {
        this.input = input;
    }

    Cbor readWhole() {
        Cbor item = read(0);
        end();
        return item;
    }

    void end() {
        if (at != input.length) {
            throw error("expected the end, got " + (input.length - at) + " more bytes");
        }
    }

    /** Where the next byte stands. */
    int at() {
        return at;
    }

    /** The argument of a head that must be of this major type. */
    long head(int major) {
        int initial = next();
        if (initial >> 5 != major) {
            throw error("expected major type " + major + ", got " + (initial >> 5));
        }
        return argument(initial & 0x1f);
    }

    /** Passes over a byte string and says where it begins. */
    int skipBytes() {
        int size = within(head(2));
        at += size;
        return at - size;
    }

    private Cbor read(int depth) {
        if (depth >= Cbor.MAX_DEPTH) {
            throw error("nested deeper than " + Cbor.MAX_DEPTH);
        }
        int initial = next();
        int major = initial >> 5;
        int info = initial & 0x1f;
        if (major == 7) {
            return simple(info);
        }
        long argument = argument(info);
        return switch (major) {
            case 0 -> new Cbor.Int(argument);
            case 1 -> new Cbor.Int(~argument);
            case 2 -> new Cbor.ByteString(take(argument));
            case 3 -> new Cbor.Text(text(argument));
            case 4 -> array(argument, depth);
            case 5 -> map(argument, depth);
            default -> throw error("tags are not used here");
        };
    }

    private Cbor simple(int info) {
        return switch (info) {
            case 20 -> Cbor.Simple.FALSE;
            case 21 -> Cbor.Simple.TRUE;
            case 22 -> Cbor.Simple.NULL;
            default -> throw error("expected false, true or null, got simple value or float " + info);
        };
    }

    private Cbor array(long count, int depth) {
        // each item takes a byte at least, so a count beyond the rest is refused before anything is allocated
        int size = within(count);
        List<Cbor> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(read(depth + 1));
        }
        return new Cbor.Array(items);
    }

    private Cbor map(long count, int depth) {
        int size = within(count);
        NavigableMap<Bytes, Cbor.Map.Entry> entries = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            int start = at;
            Cbor key = read(depth + 1);
            if (!(key instanceof Cbor.Int) && !(key instanceof Cbor.Text)) {
                throw error("expected an integer or a text as key");
            }
            Bytes encoded = Bytes.of(input, start, at - start);
            if (!entries.isEmpty() && entries.lastKey().compareTo(encoded) >= 0) {
                throw error("keys are not in strictly ascending order");
            }
            entries.put(encoded, new Cbor.Map.Entry(key, read(depth + 1)));
        }
        return new Cbor.Map(entries);
    }

    private long argument(int info) {
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw error("indefinite lengths and reserved heads are not used here");
        }
        int length = 1 << (info - 24);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | next();
        }
        if (value < 0) {
            throw error("integer beyond 63 bits");
        }
        boolean shortest = value >= (info == 24 ? 24 : 1L << (4 * length));
        if (!shortest) {
            throw error("length or integer not in its shortest form");
        }
        return value;
    }

    int within(long count) {
        if (count > input.length - at) {
            throw error("declares " + count + " items or bytes, " + (input.length - at) + " bytes are left");
        }
        return (int) count;
    }

    private Bytes take(long count) {
        int length = within(count);
        at += length;
        return Bytes.of(input, at - length, length);
    }

    String text(long count) {
        int length = within(count);
        at += length;
        String text = new String(input, at - length, length, StandardCharsets.UTF_8);
        // what is not UTF-8 leaves this character behind, which a text may hold, too
        return text.indexOf('\uFFFD') < 0 ? text : strictly(ByteBuffer.wrap(input, at - length, length));
    }

    private String strictly(ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw error("text is not UTF-8");
        }
    }

    private int next() {
        if (at == input.length) {
            throw error("ends too early");
        }
        return input[at++] & 0xff;
    }

    private CborException error(String what) {
        return new CborException("CBOR at byte " + at + ": " + what);
    }
}
