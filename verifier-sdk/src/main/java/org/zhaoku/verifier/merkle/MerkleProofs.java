package org.zhaoku.verifier.merkle;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;

/** Verification of Merkle proofs; a proof must be used up exactly. */
public final class MerkleProofs {
    private MerkleProofs() {}

    /**
     * The root to which an inclusion path leads (RFC 9162 §2.1.3.2).
     *
     * @param leaf hash of the leaf
     * @param index place of the leaf, from 0
     * @param size number of leaves in the tree
     * @return empty if the path has not the one length that index and size ask for
     */
    public static Optional<Bytes> root(HashFunction hash, Bytes leaf, long index, long size, List<Bytes> path) {
        if (index < 0 || index >= size) {
            return Optional.empty();
        }
        long node = index;
        long last = size - 1;
        Bytes root = leaf;
        for (Bytes sibling : path) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((node & 1) == 1 || node == last) {
                root = hash.node(sibling, root);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                root = hash.node(root, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(root) : Optional.empty();
    }

    /**
     * Whether {@code proof} shows that the tree with {@code firstRoot} is a beginning of the one with {@code secondRoot}
     * (RFC 9162 §2.1.4.2).
     *
     * @param first number of leaves of the first tree, at least 1
     * @param second number of leaves of the second tree
     */
    public static boolean consistent(
            HashFunction hash, long first, Bytes firstRoot, long second, Bytes secondRoot, List<Bytes> proof) {
        if (first < 1 || first > second) {
            return false;
        }
        if (first == second) {
            return proof.isEmpty() && firstRoot.equals(secondRoot);
        }
        Iterator<Bytes> rest = proof.iterator();
        boolean powerOfTwo = Long.bitCount(first) == 1;
        if (!powerOfTwo && !rest.hasNext()) {
            return false;
        }
        long node = first - 1;
        long last = second - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        Bytes oldRoot = powerOfTwo ? firstRoot : rest.next();
        Bytes newRoot = oldRoot;
        while (rest.hasNext()) {
            Bytes next = rest.next();
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                oldRoot = hash.node(next, oldRoot);
                newRoot = hash.node(next, newRoot);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newRoot = hash.node(newRoot, next);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && oldRoot.equals(firstRoot) && newRoot.equals(secondRoot);
    }
}
