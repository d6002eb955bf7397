package org.zhaoku.verifier.cbor;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.bytes.Unmodifiable;

/**
 * A CBOR data item: integers of 64 bits, byte and text strings, arrays, maps, booleans and null. There are no floats, no
 * tags, no bignums and no indefinite lengths here, and so exactly one encoding for each item.
 */
public sealed interface Cbor permits Cbor.Int, Cbor.ByteString, Cbor.Text, Cbor.Array, Cbor.Map, Cbor.Simple {
    /** The deepest nesting of arrays and maps that is read or written. */
    int MAX_DEPTH = 16;

    /** Major types 0 and 1, −2⁶³ to 2⁶³−1. */
    record Int(long value) implements Cbor {}

    /** Major type 2. */
    record ByteString(Bytes value) implements Cbor {}

    /** Major type 3: well-formed Unicode, never normalised. */
    record Text(String value) implements Cbor {}

    /** Major type 4. */
    record Array(List<Cbor> items) implements Cbor {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** Major type 5; the keys are integers or texts, each once. */
    record Map(NavigableMap<Bytes, Entry> entries) implements Cbor {
        public Map {
            entries = Unmodifiable.map(new TreeMap<>(entries));
        }

        /** One key with its value. */
        public record Entry(Cbor key, Cbor value) {}
    }

    /** Major type 7: the three simple values in use. */
    enum Simple implements Cbor {
        FALSE(20),
        TRUE(21),
        NULL(22);

        private final int number;

        Simple(int number) {
            this.number = number;
        }

        /** The number that RFC 8949 §3.3 gives it. */
        int number() {
            return number;
        }
    }

    static Cbor of(long value) {
        return new Int(value);
    }

    static Cbor of(String value) {
        return new Text(value);
    }

    static Cbor of(Bytes value) {
        return new ByteString(value);
    }

    static Cbor of(boolean value) {
        return value ? Simple.TRUE : Simple.FALSE;
    }

    static Cbor array(Cbor... items) {
        return new Array(List.of(items));
    }

    static Cbor array(List<? extends Cbor> items) {
        return new Array(List.copyOf(items));
    }

    static MapBuilder map() {
        return new MapBuilder();
    }

    /**
     * The deterministic encoding (RFC 8949 §4.2.1).
     *
     * @throws CborException if a text holds a lone surrogate or the nesting is deeper than {@link #MAX_DEPTH}
     */
    default Bytes encode() {
        return CborEncoder.encode(this);
    }

    /**
     * Reads one item that fills {@code encoded} exactly.
     *
     * @throws CborException if the bytes are anything else than the deterministic encoding of one item
     */
    static Cbor decode(Bytes encoded) {
        return new CborDecoder(encoded.toArray()).readWhole();
    }

    /** Collects the entries of a map; {@code null} values are left out, so that optional claims read well. */
    final class MapBuilder {
        private final NavigableMap<Bytes, Map.Entry> entries = new TreeMap<>();

        /** @throws IllegalArgumentException if the key is there already */
        public MapBuilder put(long key, @org.jspecify.annotations.Nullable Cbor value) {
            return put(new Int(key), value);
        }

        /** @throws IllegalArgumentException if the key is there already or is neither an integer nor a text */
        public MapBuilder put(Cbor key, @org.jspecify.annotations.Nullable Cbor value) {
            if (!(key instanceof Int) && !(key instanceof Text)) {
                throw new IllegalArgumentException("expected an integer or a text as key");
            }
            if (value != null && entries.putIfAbsent(key.encode(), new Map.Entry(key, value)) != null) {
                throw new IllegalArgumentException("a key comes twice in one map");
            }
            return this;
        }

        public Cbor build() {
            return new Map(entries);
        }
    }
}
