package org.zhaoku.verifier.cbor;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * Walks through deterministic CBOR head by head. For data of many megabytes from strangers: nothing is allocated but what the
 * caller asks for, while {@link Cbor#decode} makes an object of each item. Each method throws {@link CborException} if the next
 * item is of another kind or beyond the bounds.
 */
public final class CborCursor {
    private final String name;
    private final Bytes input;
    private final CborDecoder decoder;

    /** @param name what the bytes are, for messages */
    public CborCursor(String name, Bytes input) {
        this.name = name;
        this.input = input;
        this.decoder = new CborDecoder(input.toArray());
    }

    /** Number of items of the array that begins here. */
    public int array(int min, int max) {
        return bounded("items", decoder.within(decoder.head(4)), min, max);
    }

    /** Number of entries of the map that begins here. */
    public int map(int min, int max) {
        return bounded("entries", decoder.within(decoder.head(5)), min, max);
    }

    /** A non-negative integer. */
    public long number(long min, long max) {
        long value = decoder.head(0);
        if (value < min || value > max) {
            throw new CborException(name + ": expected " + min + " to " + max + ", got " + value);
        }
        return value;
    }

    /** A text of at most {@code max} bytes in UTF-8. */
    public String text(int max) {
        return decoder.text(bounded("bytes of text", decoder.within(decoder.head(3)), 0, max));
    }

    /** A byte string. */
    public Bytes bytes(int min, int max) {
        int from = skipBytes(min, max);
        return input.slice(from, decoder.at());
    }

    /** Passes over a byte string, which ends at {@link #at}, and says where it begins. */
    public int skipBytes(int min, int max) {
        int from = decoder.skipBytes();
        bounded("bytes", decoder.at() - from, min, max);
        return from;
    }

    /** Where the next item begins. */
    public int at() {
        return decoder.at();
    }

    /** Ends the reading: nothing may be left. */
    public void end() {
        decoder.end();
    }

    /** A text that begins a map's entry and must be greater than the one before, in the order of deterministic encoding. */
    public String key(String before, int max) {
        String key = text(max);
        if (!before.isEmpty() && Cbor.of(before).encode().compareTo(Cbor.of(key).encode()) >= 0) {
            throw new CborException(name + ": keys are not in strictly ascending order");
        }
        return key;
    }

    private int bounded(String what, int count, int min, int max) {
        if (count < min || count > max) {
            throw new CborException(name + ": expected " + min + " to " + max + " " + what + ", got " + count);
        }
        return count;
    }
}
