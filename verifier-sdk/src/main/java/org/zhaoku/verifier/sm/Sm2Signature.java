package org.zhaoku.verifier.sm;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * An SM2 signature in its raw form. Other encodings are read by name, never guessed from the length.
 *
 * @param raw r‖s, 32 bytes each, big-endian; the range of r and s is checked when it is verified
 */
public record Sm2Signature(Bytes raw) {
    /** Length of the raw form in bytes. */
    public static final int RAW_LENGTH = 64;

    public Sm2Signature {
        if (raw.size() != RAW_LENGTH) {
            throw new IllegalArgumentException("expected a raw signature of 64 bytes (r‖s), got " + raw.size());
        }
    }
}
