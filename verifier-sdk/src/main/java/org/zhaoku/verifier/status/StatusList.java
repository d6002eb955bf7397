package org.zhaoku.verifier.status;

import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;

/**
 * Small values by index, in the CBOR encoding of the IETF Token Status List, with 1 or 2 bits a value: the map of {@code
 * bits} and {@code lst}, which is zlib data (RFC 1950). Value i takes the bits from i × bits on, counted from the least
 * significant bit of each byte. In memory a list is its bytes, 256 KiB at the most.
 *
 * <p>Zlib data is not canonical: the same values have many encodings. A reader checks what can be checked (one whole stream,
 * its checksum, the bounds), and two lists are equal if their values are.
 */
public final class StatusList {
    /** The most values in one list. */
    public static final int MAX_SIZE = 1 << 20;

    private static final Cbor KEY_BITS = Cbor.of("bits");
    private static final Cbor KEY_LIST = Cbor.of("lst");

    private final int bits;
    private final Bytes content;

    private StatusList(int bits, Bytes content) {
        this.bits = bits;
        this.content = content;
    }

    /**
     * Makes a list.
     *
     * @param bits bits a value, 1 or 2
     * @param values the value of each index from 0 up to {@code size} − 1
     * @param size number of values, 1 to {@link #MAX_SIZE}; the rest of the last byte is filled with 0
     * @throws IllegalArgumentException if a number or value is out of its range
     */
    public static StatusList of(int bits, IntUnaryOperator values, int size) {
        checkBits(bits);
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("expected 1 to " + MAX_SIZE + " values, got " + size);
        }
        int perByte = 8 / bits;
        byte[] content = new byte[(size + perByte - 1) / perByte];
        for (int i = 0; i < size; i++) {
            int value = values.applyAsInt(i);
            if (value < 0 || value >= 1 << bits) {
                throw new IllegalArgumentException(
                        "expected values of " + bits + " bits, got " + value + " at index " + i);
            }
            content[i / perByte] |= (byte) (value << (i % perByte * bits));
        }
        return new StatusList(bits, Bytes.of(content));
    }

    /**
     * Reads a list.
     *
     * @param bits the bits a value that the list must have, 1 or 2
     * @throws IllegalArgumentException if {@code encoded} is not such a list, with the reason
     */
    public static StatusList decode(Bytes encoded, int bits) {
        checkBits(bits);
        var map = CborReads.map("status list", Cbor.decode(encoded)).entries();
        Cbor.Map.Entry declared = map.get(KEY_BITS.encode());
        Cbor.Map.Entry list = map.get(KEY_LIST.encode());
        if (map.size() != 2 || declared == null || list == null) {
            throw new CborException("status list: expected the keys \"bits\" and \"lst\" and no other");
        }
        CborReads.number("bits", declared.value(), bits, bits);
        byte[] content = StatusListCompression.inflate(
                CborReads.bytes("lst", list.value()).toArray(), MAX_SIZE / 8 * bits);
        if (content.length == 0) {
            throw new CborException("status list: expected one value at least");
        }
        return new StatusList(bits, Bytes.of(content));
    }

    /** Compresses at the highest level, which takes up to a second for a full list: keep the result. */
    public Bytes encode() {
        return Cbor.map()
                .put(KEY_BITS, Cbor.of(bits))
                .put(KEY_LIST, Cbor.of(Bytes.of(StatusListCompression.deflate(content.toArray()))))
                .build()
                .encode();
    }

    /** Bits a value, 1 or 2. */
    public int bits() {
        return bits;
    }

    /** Number of values, 4 or 8 times the number of bytes; from there on the list says nothing, and a reader must not guess. */
    public int size() {
        return content.size() * (8 / bits);
    }

    /**
     * The value at {@code index}. Ask {@link #size()} first: an index beyond is not known, which is not the value 0.
     *
     * @throws IndexOutOfBoundsException if {@code index} is not from 0 to {@link #size()} − 1
     */
    public int at(int index) {
        Objects.checkIndex(index, size());
        int perByte = 8 / bits;
        return content.at(index / perByte) >> (index % perByte * bits) & ((1 << bits) - 1);
    }

    private static void checkBits(int bits) {
        if (bits != 1 && bits != 2) {
            throw new IllegalArgumentException("expected 1 or 2 bits a value, got " + bits);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusList list && bits == list.bits && content.equals(list.content);
    }

    @Override
    public int hashCode() {
        return 31 * bits + content.hashCode();
    }
}
