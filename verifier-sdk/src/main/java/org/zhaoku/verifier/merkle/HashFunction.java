package org.zhaoku.verifier.merkle;

import org.zhaoku.verifier.bytes.Bytes;

/** A hash function; SM3 here, SHA-256 in the standard vectors. */
@FunctionalInterface
public interface HashFunction {
    /** The byte before a leaf, which keeps it from being taken for a node. */
    int LEAF = 0;

    /** The byte before a node. */
    int NODE = 1;

    /** Digest of all parts, one after the other. */
    Bytes digest(Bytes... parts);

    /** Hash of a leaf: H(0x00 ‖ data) (RFC 9162 §2.1.1). */
    default Bytes leaf(Bytes data) {
        return digest(Bytes.of((byte) LEAF), data);
    }

    /** Hash of an inner node: H(0x01 ‖ left ‖ right) (RFC 9162 §2.1.1). */
    default Bytes node(Bytes left, Bytes right) {
        return digest(Bytes.of((byte) NODE), left, right);
    }
}
