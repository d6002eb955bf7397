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
        return Optional.ofNullable(map.entries().get(Cbor.of(key).encode())).map(Cbor.Map.Entry::value);
    }

    public Cbor get(long key) {
        return find(key).orElseThrow(() -> new CborException(name + ": key " + key + " is missing"));
    }

    public String text(long key) {
        return CborReads.text(at(key), get(key));
    }

    public Bytes bytes(long key) {
        return CborReads.bytes(at(key), get(key));
    }

    /** A byte string of exactly {@code size} bytes. */
    public Bytes bytes(long key, int size) {
        return CborReads.bytes(at(key), get(key), size);
    }

    /** An integer from {@code min} to {@code max}, both included. */
    public long number(long key, long min, long max) {
        return CborReads.number(at(key), get(key), min, max);
    }

    /** The integer, or empty if the key is absent. */
    public OptionalLong findNumber(long key, long min, long max) {
        return find(key)
                .map(item -> OptionalLong.of(CborReads.number(at(key), item, min, max)))
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

    private String at(long key) {
        return name + " key " + key;
    }
}
