package org.zhaoku.verifier.merkle;

import java.util.ArrayList;
import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;

/** A Merkle tree over hashes of leaves (RFC 9162 §2.1). Roots of complete subtrees may stand for leaves, too. */
public final class MerkleTree {
    private final HashFunction hash;
    /** Level k has the roots of 2^k leaves each, the last one of those that are left; the leaves themselves are level 0. */
    private final List<List<Bytes>> levels = new ArrayList<>();

    /** @param leaves hashes of the leaves in order, see {@link HashFunction#leaf} */
    public MerkleTree(HashFunction hash, List<Bytes> leaves) {
        this.hash = hash;
        List<Bytes> level = List.copyOf(leaves);
        levels.add(level);
        while (level.size() > 1) {
            level = above(level);
            levels.add(level);
        }
    }

    private List<Bytes> above(List<Bytes> level) {
        List<Bytes> above = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i < level.size(); i += 2) {
            above.add(i + 1 < level.size() ? hash.node(level.get(i), level.get(i + 1)) : level.get(i));
        }
        return above;
    }

    /** Number of leaves. */
    public int size() {
        return levels.get(0).size();
    }

    /** The tree's root; of the empty tree the digest of nothing. */
    public Bytes root() {
        return size() == 0 ? hash.digest() : root(0, size());
    }

    /** Root of the leaves from {@code from} up to, without, {@code to}: a subtree of this tree, of at least one leaf. */
    Bytes root(int from, int to) {
        int level = Integer.SIZE - Integer.numberOfLeadingZeros(to - from - 1);
        return levels.get(level).get(from >>> level);
    }

    /**
     * The path that proves leaf {@code index}, from the leaf upwards (RFC 9162 §2.1.3.1).
     *
     * @throws IndexOutOfBoundsException if there is no such leaf
     */
    public List<Bytes> inclusionProof(int index) {
        java.util.Objects.checkIndex(index, size());
        List<Bytes> path = new ArrayList<>();
        int from = 0;
        int to = size();
        while (to - from > 1) {
            int middle = from + split(to - from);
            if (index < middle) {
                path.add(0, root(middle, to));
                to = middle;
            } else {
                path.add(0, root(from, middle));
                from = middle;
            }
        }
        return List.copyOf(path);
    }

    /**
     * The proof that the tree of the first {@code size} leaves is a beginning of this one (RFC 9162 §2.1.4.1).
     *
     * @param size 1 up to this tree's size
     */
    public List<Bytes> consistencyProof(int size) {
        if (size < 1 || size > size()) {
            throw new IndexOutOfBoundsException("expected a size from 1 to " + size() + ", got " + size);
        }
        List<Bytes> proof = new ArrayList<>();
        consistency(size, 0, size(), true, proof);
        return List.copyOf(proof);
    }

    // SUBPROOF of RFC 9162: known says that the verifier has the root of this range already
    private void consistency(int size, int from, int to, boolean known, List<Bytes> proof) {
        if (size == to - from) {
            if (!known) {
                proof.add(root(from, to));
            }
            return;
        }
        int half = split(to - from);
        if (size <= half) {
            consistency(size, from, from + half, known, proof);
            proof.add(root(from + half, to));
        } else {
            consistency(size - half, from + half, to, false, proof);
            proof.add(root(from, from + half));
        }
    }

    /** The largest power of two below {@code size}, which is 2 at least. */
    static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }
}
