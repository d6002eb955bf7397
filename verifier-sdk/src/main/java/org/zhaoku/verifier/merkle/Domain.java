package org.zhaoku.verifier.merkle;

import org.zhaoku.verifier.bytes.Bytes;

/** The bytes that keep a leaf from being taken for a node. */
final class Domain {
    static final Bytes LEAF = Bytes.of((byte) 0);
    static final Bytes NODE = Bytes.of((byte) 1);

    private Domain() {}
}
