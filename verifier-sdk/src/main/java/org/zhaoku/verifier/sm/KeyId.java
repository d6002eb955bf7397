package org.zhaoku.verifier.sm;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * The {@code kid} of a signer: the first 8 bytes of SM3 over its certificate in DER.
 *
 * @param value 8 bytes
 */
public record KeyId(Bytes value) implements Comparable<KeyId> {
    /** Length in bytes. */
    public static final int LENGTH = 8;

    public KeyId {
        if (value.size() != LENGTH) {
            throw new IllegalArgumentException("expected a kid of 8 bytes, got " + value.size());
        }
    }

    @Override
    public int compareTo(KeyId other) {
        return value.compareTo(other.value);
    }

    /** 16 hexadecimal digits. */
    @Override
    public String toString() {
        return value.hex();
    }
}
