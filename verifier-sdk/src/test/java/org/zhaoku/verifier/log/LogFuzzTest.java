package org.zhaoku.verifier.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.sm.Hashes;

/**
 * Checkpoints and proofs from strangers: only the documented exceptions, what is accepted encodes back to the same bytes, and
 * nothing is proven but what the regions signed.
 */
class LogFuzzTest {
    private static final RecordLog LOG = Regions.log(13);
    private static final SignedCheckpoint OLDER = SignedCheckpoint.sign(Regions.checkpoint(LOG, 6), Regions.A);
    private static final SignedCheckpoint NEWER = SignedCheckpoint.sign(Regions.checkpoint(LOG, 13), Regions.B);

    @FuzzTest
    void checkpoint(byte[] data) {
        try {
            assertThat(Checkpoint.decode(Bytes.of(data)).encode()).isEqualTo(Bytes.of(data));
        } catch (IllegalArgumentException e) {
            // documented
        }
    }

    @FuzzTest
    void signedCheckpoint(byte[] data) {
        try {
            SignedCheckpoint message = SignedCheckpoint.decode(Bytes.of(data));
            assertThat(message.encoded()).isEqualTo(Bytes.of(data));
            assertThat(message.checkpoint().encode()).isEqualTo(message.payload());
            if (verifies(message)) {
                assertThat(message.payload()).isEqualTo(NEWER.payload());
            }
        } catch (IllegalArgumentException e) {
            // documented
        }
    }

    private static boolean verifies(SignedCheckpoint message) {
        return Regions.KEYS
                .apply(message.kid())
                .filter(key -> message.verifies(Regions.NETWORK, key))
                .isPresent();
    }

    /** The regions have signed one log only. */
    @FuzzTest
    void splitView(byte[] data) {
        try {
            SplitView view = SplitView.decode(Bytes.of(data));
            assertThat(view.encode()).isEqualTo(Bytes.of(data));
            assertThat(view.proves(Regions.NETWORK, Regions.KEYS)).isFalse();
        } catch (IllegalArgumentException e) {
            // documented
        }
    }

    /** Each proof has one form. */
    @FuzzTest
    void proof(byte[] data) {
        try {
            List<Bytes> proof = Hashes.split("proof", Cbor.of(Bytes.of(data)), RecordProof.MAX_PATH);
            assertThat(RecordLog.consistent(OLDER.checkpoint(), NEWER.checkpoint(), proof))
                    .isEqualTo(proof.equals(LOG.consistencyProof(6, 13)));
            assertThat(RecordLog.includes(NEWER.checkpoint(), 9, Regions.record(9), proof))
                    .isEqualTo(proof.equals(LOG.inclusionProof(9, 13)));
        } catch (CborException e) {
            // documented
        }
    }
}
