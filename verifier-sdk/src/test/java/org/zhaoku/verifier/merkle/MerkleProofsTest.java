package org.zhaoku.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Samples;

class MerkleProofsTest {
    private static final int MAX = 40;
    private static final List<Bytes> LEAVES = Samples.digests(new Random(1), MAX);
    private static final List<Bytes> ROOTS =
            IntStream.rangeClosed(0, MAX).mapToObj(size -> tree(size).root()).toList();

    @Test
    void every_leaf_is_proven_at_its_place_and_nowhere_else() {
        for (int size = 1; size <= MAX; size++) {
            MerkleTree tree = tree(size);
            for (int index = 0; index < size; index++) {
                List<Bytes> path = tree.inclusionProof(index);
                for (int claimed = -1; claimed <= size; claimed++) {
                    assertThat(leads(tree, index, claimed, size, path))
                            .as("leaf %d of %d claimed at %d", index, size, claimed)
                            .isEqualTo(claimed == index);
                }
            }
        }
    }

    @Test
    void a_path_of_another_length_is_refused() {
        for (int size = 1; size <= MAX; size++) {
            MerkleTree tree = tree(size);
            for (int index = 0; index < size; index++) {
                List<Bytes> path = tree.inclusionProof(index);
                List<Bytes> longer = new ArrayList<>(path);
                longer.add(LEAVES.get(0));
                assertThat(MerkleProofs.root(Sm3.FUNCTION, LEAVES.get(index), index, size, longer))
                        .isEmpty();
                if (!path.isEmpty()) {
                    assertThat(MerkleProofs.root(
                                    Sm3.FUNCTION, LEAVES.get(index), index, size, path.subList(0, path.size() - 1)))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void another_size_leads_elsewhere_whenever_it_changes_the_way() {
        for (int size = 1; size <= MAX; size++) {
            for (int index = 0; index < size; index++) {
                MerkleTree tree = tree(size);
                List<Bytes> path = tree.inclusionProof(index);
                for (int claimed = index + 1; claimed <= MAX; claimed++) {
                    // where both trees ask for hashes on the same sides the size is not bound by the path
                    if (leads(tree, index, index, claimed, path)) {
                        assertThat(sides(index, claimed)).isEqualTo(sides(index, size));
                    }
                }
            }
        }
    }

    @Test
    void every_beginning_of_a_tree_is_proven_and_no_other() {
        for (int second = 1; second <= MAX; second++) {
            MerkleTree tree = tree(second);
            for (int first = 1; first <= second; first++) {
                List<Bytes> proof = tree.consistencyProof(first);
                Bytes root = root(first);
                assertThat(consistent(first, root, second, root(tree.size()), proof))
                        .as("%d of %d", first, second)
                        .isTrue();
                assertThat(consistent(first, LEAVES.get(0), second, LEAVES.get(1), proof))
                        .as("other roots, %d of %d", first, second)
                        .isFalse();
                if (first < second) {
                    assertThat(consistent(first, LEAVES.get(1), second, root(tree.size()), proof))
                            .as("another first root, %d of %d", first, second)
                            .isFalse();
                    assertThat(consistent(first, root, second, LEAVES.get(1), proof))
                            .as("another second root, %d of %d", first, second)
                            .isFalse();
                    assertThat(consistent(second, root(tree.size()), first, root, proof))
                            .isFalse();
                }
                List<Bytes> longer = new ArrayList<>(proof);
                longer.add(LEAVES.get(0));
                assertThat(consistent(first, root, second, root(tree.size()), longer))
                        .isFalse();
                for (int left = 0; left < proof.size(); left++) {
                    List<Bytes> shorter = new ArrayList<>(proof);
                    shorter.remove(left);
                    assertThat(consistent(first, root, second, root(tree.size()), shorter))
                            .isFalse();
                }
            }
        }
        assertThat(consistent(0, root(1), 1, root(1), List.of())).isFalse();
    }

    @Test
    void indices_and_sizes_outside_the_tree_are_misuse() {
        MerkleTree tree = tree(3);
        assertThatThrownBy(() -> tree.inclusionProof(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.inclusionProof(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.consistencyProof(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.consistencyProof(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(root(0)).isEqualTo(Sm3.digest());
    }

    // for each step from the leaf up, whether the sibling stands left
    private static String sides(int index, int size) {
        var sides = new StringBuilder();
        int from = 0;
        int to = size;
        while (to - from > 1) {
            int middle = from + MerkleTree.split(to - from);
            sides.insert(0, index < middle ? 'r' : 'l');
            if (index < middle) {
                to = middle;
            } else {
                from = middle;
            }
        }
        return sides.toString();
    }

    private static boolean leads(MerkleTree tree, int index, int claimed, int size, List<Bytes> path) {
        return MerkleProofs.root(Sm3.FUNCTION, LEAVES.get(index), claimed, size, path)
                .filter(root(tree.size())::equals)
                .isPresent();
    }

    private static boolean consistent(long first, Bytes firstRoot, long second, Bytes secondRoot, List<Bytes> proof) {
        return MerkleProofs.consistent(Sm3.FUNCTION, first, firstRoot, second, secondRoot, proof);
    }

    private static MerkleTree tree(int size) {
        return new MerkleTree(Sm3.FUNCTION, LEAVES.subList(0, size));
    }

    private static Bytes root(int size) {
        return ROOTS.get(size);
    }
}
