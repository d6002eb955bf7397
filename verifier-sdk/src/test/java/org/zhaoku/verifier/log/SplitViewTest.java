package org.zhaoku.verifier.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.testing.Mutations;

class SplitViewTest {
    private static final RecordLog LOG = Regions.log(30);
    private static final RecordLog FORK = Regions.fork(30, 5);

    private static SignedCheckpoint signed(RecordLog log, long size, MessageSigner region) {
        return SignedCheckpoint.sign(Regions.checkpoint(log, size), region);
    }

    private static RecordProof trueRecord(long index, long size) {
        return new RecordProof(Regions.record(index), LOG.inclusionProof(index, size));
    }

    private static RecordProof forkedRecord(long size) {
        return new RecordProof(Regions.otherRecord(5), FORK.inclusionProof(5, size));
    }

    @Test
    void two_roots_of_one_size_prove_it_for_whoever_has_the_keys() {
        for (MessageSigner other : List.of(Regions.A, Regions.B)) {
            SplitView view = SplitView.between(signed(LOG, 13, Regions.A), signed(FORK, 13, other))
                    .orElseThrow();
            SplitView read = SplitView.decode(view.encode());
            assertThat(read.encode()).isEqualTo(view.encode());
            assertThat(read.proves(Regions.NETWORK, Regions.KEYS)).isTrue();
            assertThat(List.of(read.first().kid(), read.second().kid()))
                    .containsExactlyInAnyOrder(Regions.A.kid(), other.kid());
        }
    }

    @Test
    void two_records_at_one_place_prove_it_at_any_sizes() {
        SplitView view = SplitView.between(
                        signed(LOG, 13, Regions.A), trueRecord(5, 13), signed(FORK, 29, Regions.B), forkedRecord(29), 5)
                .orElseThrow();
        SplitView read = SplitView.decode(view.encode());
        assertThat(read.encode()).isEqualTo(view.encode());
        assertThat(read.proves(Regions.NETWORK, Regions.KEYS)).isTrue();
    }

    @Test
    void the_order_in_which_they_are_given_does_not_matter() {
        SignedCheckpoint one = signed(LOG, 13, Regions.A);
        SignedCheckpoint other = signed(FORK, 13, Regions.B);
        assertThat(SplitView.between(one, other).orElseThrow().encode())
                .isEqualTo(SplitView.between(other, one).orElseThrow().encode());
        assertThat(SplitView.between(one, trueRecord(5, 13), other, forkedRecord(13), 5)
                        .orElseThrow()
                        .encode())
                .isEqualTo(SplitView.between(other, forkedRecord(13), one, trueRecord(5, 13), 5)
                        .orElseThrow()
                        .encode());
    }

    @Test
    void checkpoints_of_one_log_prove_nothing() {
        SignedCheckpoint one = signed(LOG, 13, Regions.A);
        assertThat(SplitView.between(one, signed(LOG, 13, Regions.B))).isEmpty();
        assertThat(SplitView.between(one, one)).isEmpty();
        SignedCheckpoint later = signed(LOG, 29, Regions.B);
        assertThat(SplitView.between(one, later)).isEmpty();
        assertThat(SplitView.between(one, trueRecord(5, 13), later, trueRecord(5, 29), 5))
                .isEmpty();
        assertThat(SplitView.between(one, trueRecord(5, 13), later, trueRecord(6, 29), 5))
                .isEmpty();
        assertThat(SplitView.between(one, trueRecord(5, 13), later, forkedRecord(29), 5))
                .isEmpty();
    }

    @Test
    void sizes_with_different_roots_alone_prove_nothing() {
        assertThat(SplitView.between(signed(LOG, 13, Regions.A), signed(FORK, 29, Regions.A)))
                .isEmpty();
    }

    @Test
    void logs_of_two_networks_prove_nothing() {
        Checkpoint here = Regions.checkpoint(FORK, 13);
        var there = new Checkpoint(
                new Network("prod"), here.size(), here.root(), here.position(), here.time(), Optional.empty());
        assertThat(SplitView.between(signed(LOG, 13, Regions.A), SignedCheckpoint.sign(there, Regions.A)))
                .isEmpty();
    }

    @Test
    void a_strangers_checkpoint_proves_nothing() {
        SplitView view = SplitView.between(signed(LOG, 13, Regions.A), signed(FORK, 13, Regions.STRANGER))
                .orElseThrow();
        assertThat(view.proves(Regions.NETWORK, Regions.KEYS)).isFalse();
        assertThat(view.proves(Regions.NETWORK, kid -> Optional.empty())).isFalse();
    }

    @Test
    void it_proves_nothing_about_another_network() {
        SplitView view = SplitView.between(signed(LOG, 13, Regions.A), signed(FORK, 13, Regions.A))
                .orElseThrow();
        assertThat(view.proves(new Network("prod"), Regions.KEYS)).isFalse();
    }

    @Test
    void a_record_proof_has_whole_hashes_and_not_too_many() {
        Bytes hash = Regions.record(0);
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordProof(hash.slice(0, 31), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordProof(hash, List.of(hash.slice(0, 31))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordProof(hash, Collections.nCopies(54, hash)))
                .withMessageContaining("at most 53, got 32 bytes and 54");
    }

    @Test
    void no_changed_proof_proves() {
        SplitView roots = SplitView.between(signed(LOG, 13, Regions.A), signed(FORK, 13, Regions.B))
                .orElseThrow();
        assertThat(stillProving(roots, 0)).isEmpty();
        SplitView records = SplitView.between(
                        signed(LOG, 7, Regions.A), trueRecord(5, 7), signed(FORK, 8, Regions.A), forkedRecord(8), 5)
                .orElseThrow();
        int messages =
                records.first().encoded().size() + records.second().encoded().size();
        assertThat(stillProving(records, messages)).isEmpty();
    }

    private static List<String> stillProving(SplitView view, int from) {
        List<String> wrong = new ArrayList<>();
        Mutations.of(view.encode(), from).forEach((change, encoded) -> {
            try {
                if (SplitView.decode(encoded).proves(Regions.NETWORK, Regions.KEYS)) {
                    wrong.add(change);
                }
            } catch (IllegalArgumentException e) {
                // refused
            }
        });
        return wrong;
    }
}
