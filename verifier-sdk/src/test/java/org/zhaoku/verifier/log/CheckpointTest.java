package org.zhaoku.verifier.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.testing.Mutations;
import org.zhaoku.verifier.testing.Samples;

class CheckpointTest {
    private static final Bytes ROOT = Regions.record(0);
    private static final Checkpoint CHECKPOINT = Regions.checkpoint(13, ROOT);

    @Test
    void any_checkpoint_reads_back_as_it_was() {
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            var checkpoint = new Checkpoint(
                    new Network("n" + random.nextInt(1000)),
                    1 + random.nextLong(RecordLog.MAX_SIZE),
                    Samples.bytes(random, 32),
                    new Position(random.nextLong(Long.MAX_VALUE), random.nextInt(Integer.MAX_VALUE)),
                    Instant.ofEpochSecond(random.nextLong(253_402_300_800L)),
                    random.nextBoolean() ? Optional.of(Samples.bytes(random, 32)) : Optional.empty());
            assertThat(Checkpoint.decode(checkpoint.encode())).isEqualTo(checkpoint);
        }
    }

    @Test
    void parts_out_of_their_ranges_are_refused() {
        assertRefused(0, ROOT, Regions.TIME, Optional.empty());
        assertRefused(-1, ROOT, Regions.TIME, Optional.empty());
        assertRefused(1L << 53, ROOT, Regions.TIME, Optional.empty());
        assertRefused(1, ROOT.slice(0, 31), Regions.TIME, Optional.empty());
        assertRefused(1, ROOT, Regions.TIME, Optional.of(ROOT.slice(0, 16)));
        assertRefused(1, ROOT, Regions.TIME.plusMillis(1), Optional.empty());
        assertRefused(1, ROOT, Instant.ofEpochSecond(-1), Optional.empty());
        assertRefused(1, ROOT, Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1), Optional.empty());
    }

    private static void assertRefused(long size, Bytes root, Instant time, Optional<Bytes> manifest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Checkpoint(Regions.NETWORK, size, root, new Position(0, 0), time, manifest))
                .withMessageStartingWith("expected");
    }

    @Test
    void a_signed_checkpoint_is_its_regions_and_nobody_elses() {
        var signed = SignedCheckpoint.sign(CHECKPOINT, Regions.A);
        SignedCheckpoint read = SignedCheckpoint.decode(signed.encoded());
        assertThat(read.checkpoint()).isEqualTo(CHECKPOINT);
        assertThat(read.payload()).isEqualTo(CHECKPOINT.encode());
        assertThat(read.kid()).isEqualTo(Regions.A.kid());
        assertThat(read.verifies(Regions.NETWORK, Regions.A.key().publicKey())).isTrue();
        assertThat(read.verifies(Regions.NETWORK, Regions.B.key().publicKey())).isFalse();
        assertThat(read.verifies(new Network("prod"), Regions.A.key().publicKey()))
                .isFalse();
    }

    @Test
    void regions_sign_the_same_payload() {
        assertThat(SignedCheckpoint.sign(CHECKPOINT, Regions.A).payload())
                .isEqualTo(SignedCheckpoint.sign(CHECKPOINT, Regions.B).payload());
    }

    @Test
    void no_changed_message_is_the_regions() {
        List<String> wrong = new ArrayList<>();
        Mutations.of(SignedCheckpoint.sign(CHECKPOINT, Regions.A).encoded()).forEach((change, message) -> {
            try {
                SignedCheckpoint read = SignedCheckpoint.decode(message);
                if (!read.encoded().equals(message)
                        || Regions.KEYS
                                .apply(read.kid())
                                .filter(key -> read.verifies(Regions.NETWORK, key))
                                .isPresent()) {
                    wrong.add(change);
                }
            } catch (IllegalArgumentException e) {
                // refused
            }
        });
        assertThat(wrong).isEmpty();
    }
}
