package org.zhaoku.verifier.sm;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * The signer's distinguishing identifier that goes into Z (GB/T 32918.2 §5.5).
 *
 * @param value 1 to 8191 bytes
 */
public record Sm2UserId(Bytes value) {
    /** {@code 1234567812345678}, which everything signed here uses. */
    public static final Sm2UserId DEFAULT = new Sm2UserId(Bytes.utf8("1234567812345678"));

    public Sm2UserId {
        if (value.size() == 0 || value.size() > 8191) {
            throw new IllegalArgumentException("expected a user id of 1 to 8191 bytes, got " + value.size());
        }
    }
}
