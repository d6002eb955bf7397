package org.zhaoku.verifier.merkle;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * Proofs for several leaves at once: the roots of the largest subtrees without a proven leaf, left to right. Each subset of
 * leaves has exactly one proof.
 */
public final class MultiProof {
    private MultiProof() {}

    /** The hashes that prove the leaves with these indices. */
    public static List<Bytes> prove(MerkleTree tree, NavigableSet<Integer> indices) {
        if (indices.isEmpty() || indices.first() < 0 || indices.last() >= tree.size()) {
            throw new IndexOutOfBoundsException("expected indices within a tree of " + tree.size() + " leaves");
        }
        List<Bytes> proof = new ArrayList<>();
        prove(tree, indices, 0, tree.size(), proof);
        return List.copyOf(proof);
    }

    private static void prove(MerkleTree tree, NavigableSet<Integer> indices, int from, int to, List<Bytes> proof) {
        if (indices.subSet(from, to).isEmpty()) {
            proof.add(tree.root(from, to));
        } else if (to - from > 1) {
            int middle = from + MerkleTree.split(to - from);
            prove(tree, indices, from, middle, proof);
            prove(tree, indices, middle, to, proof);
        }
    }

    /**
     * The root to which the proof leads.
     *
     * @param leaves hash of each proven leaf by its index
     * @param size number of leaves in the tree
     * @return empty if an index lies outside or the proof has too few or too many hashes
     */
    public static Optional<Bytes> root(
            HashFunction hash, NavigableMap<Integer, Bytes> leaves, int size, List<Bytes> proof) {
        if (leaves.isEmpty() || leaves.firstKey() < 0 || leaves.lastKey() >= size) {
            return Optional.empty();
        }
        Iterator<Bytes> rest = proof.iterator();
        Optional<Bytes> root = root(hash, leaves, 0, size, rest);
        return rest.hasNext() ? Optional.empty() : root;
    }

    private static Optional<Bytes> root(
            HashFunction hash, NavigableMap<Integer, Bytes> leaves, int from, int to, Iterator<Bytes> rest) {
        NavigableMap<Integer, Bytes> within = leaves.subMap(from, true, to, false);
        if (within.isEmpty()) {
            return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
        }
        if (to - from == 1) {
            return Optional.of(within.firstEntry().getValue());
        }
        int middle = from + MerkleTree.split(to - from);
        // the left half takes its hashes from the proof first
        Optional<Bytes> left = root(hash, within, from, middle, rest);
        Optional<Bytes> right = left.isEmpty() ? left : root(hash, within, middle, to, rest);
        return right.isEmpty() ? right : Optional.of(hash.node(left.orElseThrow(), right.orElseThrow()));
    }
}
