package org.zhaoku.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Samples;

class MultiProofTest {
    private static final List<Bytes> LEAVES = Samples.digests(new Random(1), 256);

    @Test
    void every_subset_of_every_small_tree_is_proven() {
        for (int size = 1; size <= 8; size++) {
            for (int subset = 1; subset < 1 << size; subset++) {
                NavigableSet<Integer> indices = new TreeSet<>();
                for (int index = 0; index < size; index++) {
                    if ((subset >> index & 1) == 1) {
                        indices.add(index);
                    }
                }
                check(size, indices, "size " + size);
            }
        }
    }

    @Test
    void random_subsets_of_larger_trees_are_proven() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            int size = 1 + random.nextInt(256);
            NavigableSet<Integer> indices = new TreeSet<>();
            for (int i = random.nextInt(size) + 1; i > 0; i--) {
                indices.add(random.nextInt(size));
            }
            check(size, indices, "seed " + seed);
        }
    }

    private static void check(int size, NavigableSet<Integer> indices, String what) {
        var tree = new MerkleTree(Sm3.FUNCTION, LEAVES.subList(0, size));
        List<Bytes> proof = MultiProof.prove(tree, indices);
        NavigableMap<Integer, Bytes> leaves = new TreeMap<>();
        indices.forEach(index -> leaves.put(index, LEAVES.get(index)));
        assertThat(MultiProof.root(Sm3.FUNCTION, leaves, size, proof))
                .as("%s, %s", what, indices)
                .contains(tree.root());

        List<Bytes> longer = new ArrayList<>(proof);
        longer.add(LEAVES.get(0));
        assertThat(MultiProof.root(Sm3.FUNCTION, leaves, size, longer))
                .as("one hash unused, %s, %s", what, indices)
                .isEmpty();
        if (!proof.isEmpty()) {
            assertThat(MultiProof.root(Sm3.FUNCTION, leaves, size, proof.subList(0, proof.size() - 1)))
                    .as("one hash missing, %s, %s", what, indices)
                    .isEmpty();
        }
        NavigableMap<Integer, Bytes> changed = new TreeMap<>(leaves);
        changed.put(indices.first(), Sm3.digest(LEAVES.get(indices.first())));
        assertThat(MultiProof.root(Sm3.FUNCTION, changed, size, proof))
                .as("another leaf, %s, %s", what, indices)
                .isNotEqualTo(java.util.Optional.of(tree.root()));
    }

    @Test
    void a_proof_for_one_leaf_is_its_inclusion_path_from_left_to_right() {
        var tree = new MerkleTree(Sm3.FUNCTION, LEAVES.subList(0, 13));
        for (int index = 0; index < 13; index++) {
            assertThat(MultiProof.prove(tree, new TreeSet<>(List.of(index))))
                    .containsExactlyInAnyOrderElementsOf(tree.inclusionProof(index));
        }
    }

    @Test
    void indices_outside_the_tree_prove_nothing() {
        var tree = new MerkleTree(Sm3.FUNCTION, LEAVES.subList(0, 3));
        assertThatThrownBy(() -> MultiProof.prove(tree, new TreeSet<>())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MultiProof.prove(tree, new TreeSet<>(List.of(3))))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MultiProof.prove(tree, new TreeSet<>(List.of(-1))))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(MultiProof.root(Sm3.FUNCTION, new TreeMap<>(), 3, List.of(tree.root())))
                .isEmpty();
        assertThat(MultiProof.root(Sm3.FUNCTION, new TreeMap<>(java.util.Map.of(3, LEAVES.get(0))), 3, List.of()))
                .isEmpty();
        assertThat(MultiProof.root(Sm3.FUNCTION, new TreeMap<>(java.util.Map.of(-1, LEAVES.get(0))), 3, List.of()))
                .isEmpty();
    }
}
