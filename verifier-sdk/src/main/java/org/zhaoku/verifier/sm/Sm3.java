package org.zhaoku.verifier.sm;

import org.bouncycastle.crypto.digests.SM3Digest;
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
        var digest = new SM3Digest();
        for (Bytes part : parts) {
            digest.update(part.toArray(), 0, part.size());
        }
        byte[] out = new byte[LENGTH];
        digest.doFinal(out, 0);
        return Bytes.of(out);
    }
}
