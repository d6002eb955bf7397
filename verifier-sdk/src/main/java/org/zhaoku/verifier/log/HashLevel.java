package org.zhaoku.verifier.log;

import java.util.ArrayList;
import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;

/** Roots of the complete subtrees of one height, left to right: 32 bytes each, in blocks that never move. */
final class HashLevel {
    private static final int BLOCK = 1024;

    private final List<byte[]> blocks = new ArrayList<>();
    private long size;

    void add(Bytes hash) {
        int place = (int) (size % BLOCK);
        if (place == 0) {
            blocks.add(new byte[BLOCK * Sm3.LENGTH]);
        }
        System.arraycopy(hash.toArray(), 0, blocks.get(blocks.size() - 1), place * Sm3.LENGTH, Sm3.LENGTH);
        size++;
    }

    Bytes get(long index) {
        byte[] hash = new byte[Sm3.LENGTH];
        System.arraycopy(blocks.get((int) (index / BLOCK)), (int) (index % BLOCK) * Sm3.LENGTH, hash, 0, Sm3.LENGTH);
        return Bytes.of(hash);
    }
}
