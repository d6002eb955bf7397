package org.zhaoku.verifier.merkle;

import java.util.ArrayList;
import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;

/** A Merkle tree over hashes of leaves (RFC 9162 §2.1). Roots of complete subtrees may stand for leaves, too. */
public final class MerkleTree {
    private final HashFunction hash;
    private final List<Bytes> leaves;

    /** @param leaves hashes of the leaves in order, see {@link HashFunction#leaf} */
    public MerkleTree(HashFunction hash, List<Bytes> leaves) {
        this.hash = hash;
        this.leaves = List.copyOf(leaves);
    }

    /** Number of leaves. */
    public int size() {
        return leaves.size();
    }

    /** The tree's root; of the empty tree the digest of nothing. */
    public Bytes root() {
        return leaves.isEmpty() ? hash.digest() : root(0, leaves.size());
    }

    /** Root of the leaves from {@code from} up to, without, {@code to}; at least one. */
    Bytes root(int from, int to) {
        if (to - from == 1) {
            return leaves.get(from);
        }
        int middle = from + split(to - from);
        return hash.node(root(from, middle), root(middle, to));
    }

    /**
     * The path that proves leaf {@code index}, from the leaf upwards (RFC 9162 §2.1.3.1).
     *
     * @throws IndexOutOfBoundsException if there is no such leaf
     */
    public List<Bytes> inclusionProof(int index) {
        java.util.Objects.checkIndex(index, leaves.size());
        List<Bytes> path = new ArrayList<>();
        int from = 0;
        int to = leaves.size();
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
        if (size < 1 || size > leaves.size()) {
            throw new IndexOutOfBoundsException("expected a size from 1 to " + leaves.size() + ", got " + size);
        }
        List<Bytes> proof = new ArrayList<>();
        consistency(size, 0, leaves.size(), true, proof);
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
