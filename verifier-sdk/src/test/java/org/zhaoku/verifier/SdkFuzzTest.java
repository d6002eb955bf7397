package org.zhaoku.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.statement.StatementException;
import org.zhaoku.verifier.testing.World;

/**
 * What strangers hand in: only the documented exceptions, and what is accepted encodes back to the same bytes. Each build runs
 * the saved inputs; {@code JAZZER_FUZZ=1 mvn test -Dtest=SdkFuzzTest#cborItem} looks for new ones.
 */
class SdkFuzzTest {
    private static final World WORLD = new World();
    private static final List<World.Anchored> LICENCES = WORLD.issue(3);
    private static final LicenceVerifier VERIFIER = new LicenceVerifier(WORLD.bundle());

    @FuzzTest
    void cborItem(byte[] data) {
        try {
            assertThat(Cbor.decode(Bytes.of(data)).encode()).isEqualTo(Bytes.of(data));
        } catch (CborException e) {
            // documented
        }
    }

    @FuzzTest
    void codeText(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            assertThat(LicenceCode.parse(text).text()).isEqualTo(text);
        } catch (IllegalArgumentException e) {
            // documented
        }
        assertThat(VERIFIER.verify(text, World.NOW).outcome()).isNotEqualTo(Verdict.Outcome.VALID);
    }

    @FuzzTest
    void codeContent(byte[] data) {
        String text = LicenceCode.PREFIX + Base45.encode(data);
        try {
            assertThat(LicenceCode.parse(text).text()).isEqualTo(text);
        } catch (IllegalArgumentException e) {
            // documented
        }
        assertThat(VERIFIER.verify(text, World.NOW).outcome()).isNotEqualTo(Verdict.Outcome.VALID);
    }

    @FuzzTest
    void signedStatement(byte[] data) {
        try {
            SignedStatement statement = SignedStatement.decode(Bytes.of(data));
            assertThat(statement.encoded()).isEqualTo(Bytes.of(data));
            assertThat(statement.open(World.NETWORK, WORLD.department.key().publicKey()))
                    .isEmpty();
        } catch (StatementException e) {
            // documented
        }
    }

    /** The claims behind a right signature. */
    @FuzzTest
    void signedPayload(byte[] data) {
        SignedStatement signed = SignedStatement.decode(CoseSign1.sign(
                        MessageKind.STATEMENT, World.NETWORK, OptionalLong.of(1), Bytes.of(data), WORLD.department)
                .encoded());
        try {
            Statement statement = signed.open(
                            World.NETWORK, WORLD.department.key().publicKey())
                    .orElseThrow();
            assertThat(World.sign(statement, WORLD.department)
                            .open(World.NETWORK, WORLD.department.key().publicKey()))
                    .isEqualTo(Optional.of(statement));
        } catch (StatementException e) {
            // documented
        }
    }

    @FuzzTest
    void batch(byte[] data) {
        try {
            assertThat(BatchHeader.decode(Bytes.of(data)).encode()).isEqualTo(Bytes.of(data));
        } catch (IllegalArgumentException e) {
            // documented
        }
        try {
            SignedBatch batch =
                    SignedBatch.of(Bytes.of(data), LICENCES.get(0).batch().tileRoots());
            assertThat(batch.message()).isEqualTo(Bytes.of(data));
        } catch (IllegalArgumentException e) {
            // documented
        }
    }

    @FuzzTest
    void certificate(byte[] data) {
        try {
            assertThat(Sm2Certificate.of(Bytes.of(data)).der()).isEqualTo(Bytes.of(data));
        } catch (IllegalArgumentException e) {
            // documented
        }
    }
}
