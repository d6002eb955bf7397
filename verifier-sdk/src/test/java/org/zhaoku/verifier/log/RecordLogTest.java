package org.zhaoku.verifier.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.merkle.MerkleTree;
import org.zhaoku.verifier.sm.Sm3;

class RecordLogTest {
    private static final RecordLog LOG = Regions.log(70);

    private static MerkleTree tree(int size) {
        return new MerkleTree(
                Sm3.FUNCTION,
                LongStream.range(0, size)
                        .mapToObj(index -> Sm3.FUNCTION.leaf(Regions.record(index)))
                        .toList());
    }

    @Test
    void roots_and_proofs_at_each_size_are_those_of_the_tree() {
        for (int size = 1; size <= LOG.size(); size++) {
            MerkleTree tree = tree(size);
            assertThat(LOG.root(size)).isEqualTo(tree.root());
            assertThat(Regions.log(size).root()).isEqualTo(tree.root());
            for (int i = 0; i < size; i++) {
                assertThat(LOG.inclusionProof(i, size)).isEqualTo(tree.inclusionProof(i));
            }
            for (int from = 1; from <= size; from++) {
                assertThat(LOG.consistencyProof(from, size)).isEqualTo(tree.consistencyProof(from));
            }
        }
    }

    @Test
    void a_long_log_agrees_with_the_tree() {
        int size = 5_000;
        RecordLog log = Regions.log(size);
        MerkleTree tree = tree(size);
        assertThat(log.root()).isEqualTo(tree.root());
        var random = new Random(2);
        for (int i = 0; i < 20; i++) {
            int index = random.nextInt(size);
            assertThat(log.inclusionProof(index, size)).isEqualTo(tree.inclusionProof(index));
            assertThat(log.consistencyProof(index + 1, size)).isEqualTo(tree.consistencyProof(index + 1));
        }
    }

    @Test
    void each_proof_is_accepted_and_no_other_record_or_place() {
        Checkpoint checkpoint = Regions.checkpoint(LOG, 21);
        for (int i = 0; i < 21; i++) {
            List<Bytes> proof = LOG.inclusionProof(i, 21);
            for (int j = -1; j <= 22; j++) {
                assertThat(RecordLog.includes(checkpoint, j, Regions.record(i), proof))
                        .isEqualTo(i == j);
            }
            assertThat(RecordLog.includes(checkpoint, i, Regions.otherRecord(i), proof))
                    .isFalse();
        }
    }

    @Test
    void each_beginning_is_consistent_and_no_changed_log_is() {
        for (int from = 1; from <= 33; from++) {
            for (int to = from; to <= 33; to++) {
                Checkpoint older = Regions.checkpoint(LOG, from);
                Checkpoint newer = Regions.checkpoint(LOG, to);
                assertThat(RecordLog.consistent(older, newer, LOG.consistencyProof(from, to)))
                        .isTrue();
                RecordLog fork = Regions.fork(to, from - 1);
                assertThat(RecordLog.consistent(older, Regions.checkpoint(fork, to), fork.consistencyProof(from, to)))
                        .isFalse();
            }
        }
    }

    @Test
    void hashes_of_another_length_prove_nothing() {
        Checkpoint checkpoint = Regions.checkpoint(LOG, 2);
        List<Bytes> cut = List.of(LOG.inclusionProof(0, 2).get(0).slice(0, 31));
        assertThat(RecordLog.includes(checkpoint, 0, Regions.record(0), cut)).isFalse();
        assertThat(RecordLog.includes(checkpoint, 0, Bytes.EMPTY, LOG.inclusionProof(0, 2)))
                .isFalse();
        assertThat(RecordLog.consistent(Regions.checkpoint(LOG, 1), checkpoint, cut))
                .isFalse();
    }

    @Test
    void another_network_or_a_position_that_goes_back_is_not_consistent() {
        Checkpoint older = Regions.checkpoint(LOG, 3);
        Checkpoint newer = Regions.checkpoint(LOG, 7);
        List<Bytes> proof = LOG.consistencyProof(3, 7);
        assertThat(RecordLog.consistent(older, with(newer, older.network(), older.position()), proof))
                .as("several records of one transaction")
                .isTrue();
        assertThat(RecordLog.consistent(older, with(newer, new Network("prod"), newer.position()), proof))
                .isFalse();
        assertThat(RecordLog.consistent(older, with(newer, newer.network(), new Position(102, 9)), proof))
                .isFalse();
        assertThat(RecordLog.consistent(older, with(older, older.network(), newer.position()), List.of()))
                .isFalse();
    }

    private static Checkpoint with(Checkpoint checkpoint, Network network, Position position) {
        return new Checkpoint(network, checkpoint.size(), checkpoint.root(), position, Instant.EPOCH, Optional.empty());
    }

    @Test
    void the_empty_log_has_a_root_and_nothing_to_prove() {
        var log = new RecordLog();
        assertThat(log.size()).isZero();
        assertThat(log.root()).isEqualTo(Sm3.digest());
        assertThatIllegalArgumentException().isThrownBy(() -> log.root(0));
        assertThatIllegalArgumentException().isThrownBy(() -> log.inclusionProof(0, 0));
    }

    @Test
    void what_lies_outside_the_log_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LOG.root(71)).withMessageContaining("1 to 70");
        assertThatIllegalArgumentException().isThrownBy(() -> LOG.inclusionProof(0, 71));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> LOG.inclusionProof(7, 7));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> LOG.inclusionProof(-1, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> LOG.consistencyProof(0, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> LOG.consistencyProof(8, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> LOG.consistencyProof(1, 71));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordLog().append(Bytes.of(new byte[31])))
                .withMessageContaining("32 bytes, got 31");
    }

    @Test
    void a_refused_record_leaves_the_log_as_it_was() {
        RecordLog log = Regions.log(3);
        List<Bytes> roots = new ArrayList<>(List.of(log.root()));
        assertThatIllegalArgumentException().isThrownBy(() -> log.append(Bytes.EMPTY));
        roots.add(log.root());
        assertThat(roots.get(1)).isEqualTo(roots.get(0));
        assertThat(log.size()).isEqualTo(3);
    }
}
