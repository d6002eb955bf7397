package org.zhaoku.verifier.cbor;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * Takes claims out of a map with integer keys, each with the type that is expected of it. {@link #end} refuses what nobody
 * asked for, so that two readers never understand one message differently.
 */
public final class CborMapReader {
    /** Encoded keys from 0 on; those used here are small. */
    private static final Bytes[] KEYS = keys(64);

    private final String name;
    private final Cbor.Map map;
    private final Set<Long> seen = new HashSet<>();

    /**
     * @param name what the map is, for messages
     * @throws CborException if {@code item} is not a map
     */
    public CborMapReader(String name, Cbor item) {
        this.name = name;
        this.map = CborReads.map(name, item);
    }

    public Optional<Cbor> find(long key) {
        seen.add(key);
        return Optional.ofNullable(map.entries().get(encoded(key))).map(Cbor.Map.Entry::value);
    }

    public Cbor get(long key) {
        return find(key).orElseThrow(() -> new CborException(name + ": key " + key + " is missing"));
    }

    public String text(long key) {
        // the name is put together for messages only
        return get(key) instanceof Cbor.Text text ? text.value() : CborReads.text(at(key), get(key));
    }

    public Bytes bytes(long key) {
        return get(key) instanceof Cbor.ByteString string ? string.value() : CborReads.bytes(at(key), get(key));
    }

    /** A byte string of exactly {@code size} bytes. */
    public Bytes bytes(long key, int size) {
        return get(key) instanceof Cbor.ByteString string && string.value().size() == size
                ? string.value()
                : CborReads.bytes(at(key), get(key), size);
    }

    /** An integer from {@code min} to {@code max}, both included. */
    public long number(long key, long min, long max) {
        return number(key, get(key), min, max);
    }

    /** The integer, or empty if the key is absent. */
    public OptionalLong findNumber(long key, long min, long max) {
        return find(key)
                .map(item -> OptionalLong.of(number(key, item, min, max)))
                .orElse(OptionalLong.empty());
    }

    /**
     * Ends the reading.
     *
     * @throws CborException if there is a key that was not read and does not lie from {@code ignorableFrom} to
     *     {@code ignorableTo}
     */
    public void end(long ignorableFrom, long ignorableTo) {
        for (Cbor.Map.Entry entry : map.entries().values()) {
            boolean known = entry.key() instanceof Cbor.Int key
                    && (seen.contains(key.value()) || (key.value() >= ignorableFrom && key.value() <= ignorableTo));
            if (!known) {
                throw new CborException(name + ": unknown key"
                        + (entry.key() instanceof Cbor.Int key ? " " + key.value() : ", a text"));
            }
        }
    }

    /** Ends the reading; every key must have been read. */
    public void end() {
        end(1, 0);
    }

    private long number(long key, Cbor item, long min, long max) {
        return item instanceof Cbor.Int number && number.value() >= min && number.value() <= max
                ? number.value()
                : CborReads.number(at(key), item, min, max);
    }

    private static Bytes encoded(long key) {
        return key >= 0 && key < KEYS.length ? KEYS[(int) key] : Cbor.of(key).encode();
    }

    private static Bytes[] keys(int count) {
        Bytes[] keys = new Bytes[count];
        for (int key = 0; key < count; key++) {
            keys[key] = Cbor.of(key).encode();
        }
        return keys;
    }

    private String at(long key) {
        return name + " key " + key;
    }
}
