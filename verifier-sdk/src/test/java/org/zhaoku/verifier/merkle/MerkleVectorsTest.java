package org.zhaoku.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Vectors;

class MerkleVectorsTest {
    @Test
    void tree_of_the_certificate_transparency_tests() {
        assertThat(failures("merkle-sha256.txt", MerkleVectorsTest::sha256)).isEmpty();
    }

    @Test
    void the_same_tree_with_sm3() {
        assertThat(failures("merkle-sm3.txt", Sm3.FUNCTION)).isEmpty();
    }

    private static List<String> failures(String file, HashFunction hash) {
        List<String> wrong = new ArrayList<>();
        List<Bytes> leaves = new ArrayList<>();
        for (String line : Vectors.lines(file)) {
            String[] cells = line.split(" ", -1);
            int first = Integer.parseInt(cells[1]);
            boolean right = switch (cells[0]) {
                case "leaf" -> leaves.add(hash.leaf(Vectors.bytes(cells[2])));
                case "root" -> tree(hash, leaves, first).root().equals(Bytes.fromHex(cells[2]));
                case "path" -> {
                    MerkleTree tree = tree(hash, leaves, Integer.parseInt(cells[2]));
                    List<Bytes> path = hashes(cells);
                    yield tree.inclusionProof(first).equals(path)
                            && MerkleProofs.root(hash, leaves.get(first), first, tree.size(), path)
                                    .filter(tree.root()::equals)
                                    .isPresent();
                }
                case "consistency" -> {
                    MerkleTree tree = tree(hash, leaves, Integer.parseInt(cells[2]));
                    Bytes firstRoot = tree(hash, leaves, first).root();
                    yield tree.consistencyProof(first).equals(hashes(cells))
                            && MerkleProofs.consistent(hash, first, firstRoot, tree.size(), tree.root(), hashes(cells));
                }
                default -> false;
            };
            if (!right) {
                wrong.add(line);
            }
        }
        return wrong;
    }

    private static MerkleTree tree(HashFunction hash, List<Bytes> leaves, int size) {
        return new MerkleTree(hash, leaves.subList(0, size));
    }

    private static List<Bytes> hashes(String[] cells) {
        return Stream.of(cells).skip(3).map(Bytes::fromHex).toList();
    }

    private static Bytes sha256(Bytes... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Bytes part : parts) {
                digest.update(part.toArray());
            }
            return Bytes.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
