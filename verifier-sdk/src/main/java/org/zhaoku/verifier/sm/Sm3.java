package org.zhaoku.verifier.sm;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.merkle.HashFunction;

/** SM3 (GB/T 32905-2016): 32-byte digests. */
public final class Sm3 {
    /** Length of a digest in bytes. */
    public static final int LENGTH = 32;

    /** SM3 as the hash function of a Merkle tree. */
    public static final HashFunction FUNCTION = Sm3::digest;

    private Sm3() {}

    /** Digest of all parts, one after the other. */
    public static Bytes digest(Bytes... parts) {
        var state = new Sm3State();
        for (Bytes part : parts) {
            state.update(part);
        }
        return state.finish();
    }
}
