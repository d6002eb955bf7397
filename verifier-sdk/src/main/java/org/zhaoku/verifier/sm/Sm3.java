package org.zhaoku.verifier.sm;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.merkle.HashFunction;

/** SM3 (GB/T 32905-2016): 32-byte digests. */
public final class Sm3 {
    /** Length of a digest in bytes. */
    public static final int LENGTH = 32;

    /** SM3 as the hash function of a Merkle tree. */
    public static final HashFunction FUNCTION = new TreeHash();

    private Sm3() {}

    /** Digest of all parts, one after the other. */
    public static Bytes digest(Bytes... parts) {
        var state = new Sm3State();
        for (Bytes part : parts) {
            state.update(part);
        }
        return state.finish();
    }

    /** The same, without the detour over lists of parts: trees are what is hashed most. */
    private static final class TreeHash implements HashFunction {
        @Override
        public Bytes digest(Bytes... parts) {
            return Sm3.digest(parts);
        }

        @Override
        public Bytes leaf(Bytes data) {
            return new Sm3State().update(LEAF).update(data).finish();
        }

        @Override
        public Bytes node(Bytes left, Bytes right) {
            return new Sm3State().update(NODE).update(left).update(right).finish();
        }
    }
}
