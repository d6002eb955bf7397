package org.zhaoku.verifier.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageKind;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;

class SignedStatementTest {
    private static final Network NETWORK = new Network("test");
    private static final Department SIGNER = Department.of(Samples.ISSUER, 1);
    private static final Sm2PublicKey KEY = SIGNER.key().publicKey();
    private static final Statement STATEMENT = Samples.statement("20260000001", Samples.fields(1));

    @Test
    void what_was_signed_opens() {
        for (long seed = 1; seed <= 200; seed++) {
            Statement statement = Samples.any(new Random(seed));
            SignedStatement signed = SignedStatement.sign(statement, NETWORK, SIGNER);
            SignedStatement read = SignedStatement.decode(signed.encoded());
            assertThat(read.open(NETWORK, KEY)).as("seed %d", seed).contains(statement);
            assertThat(read.digest())
                    .as("seed %d", seed)
                    .isEqualTo(Sm3.digest(Bytes.of((byte) 0), signed.encoded()))
                    .isEqualTo(signed.digest());
            assertThat(read.kid()).isEqualTo(SIGNER.kid());
        }
    }

    @Test
    void no_changed_message_opens() {
        Bytes encoded = SignedStatement.sign(STATEMENT, NETWORK, SIGNER).encoded();
        for (int at = 0; at < encoded.size(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = encoded.toArray();
                changed[at] ^= (byte) (1 << bit);
                assertThat(opens(Bytes.of(changed)))
                        .as("byte %d bit %d", at, bit)
                        .isFalse();
            }
            assertThat(opens(encoded.slice(0, at))).as("cut at %d", at).isFalse();
        }
        assertThat(opens(encoded)).isTrue();
    }

    private static boolean opens(Bytes encoded) {
        try {
            return SignedStatement.decode(encoded).open(NETWORK, KEY).isPresent();
        } catch (StatementException e) {
            return false;
        }
    }

    @Test
    void another_network_kind_or_key_does_not_open_it() {
        SignedStatement signed = SignedStatement.sign(STATEMENT, NETWORK, SIGNER);
        assertThat(signed.open(new Network("other"), KEY)).isEmpty();
        assertThat(signed.open(NETWORK, Department.of(Samples.ISSUER, 2).key().publicKey()))
                .isEmpty();
        Bytes payload = CoseSign1.decode(signed.encoded()).payload();
        Bytes batch = CoseSign1.sign(MessageKind.BATCH, NETWORK, OptionalLong.of(1), payload, SIGNER)
                .encoded();
        assertThat(SignedStatement.decode(batch).open(NETWORK, KEY)).isEmpty();
    }

    @Test
    void an_unknown_dictionary_or_none_is_refused() {
        for (OptionalLong dictionary : List.of(OptionalLong.empty(), OptionalLong.of(2), OptionalLong.of(255))) {
            Bytes encoded = CoseSign1.sign(MessageKind.STATEMENT, NETWORK, dictionary, Bytes.EMPTY, SIGNER)
                    .encoded();
            assertThatThrownBy(() -> SignedStatement.decode(encoded))
                    .isInstanceOf(StatementException.class)
                    .hasMessageContaining("unknown dictionary");
        }
    }

    @Test
    void signed_bytes_that_are_no_statement_are_refused_with_a_reason() {
        Bytes claims = StatementCodec.encode(STATEMENT);
        Bytes good = Compression.deflate(claims, Dictionary.CURRENT);
        Map<Bytes, String> payloads = new LinkedHashMap<>();
        payloads.put(Bytes.EMPTY, "end too early");
        payloads.put(good.slice(0, good.size() - 1), "end too early");
        payloads.put(good.plus(Bytes.of((byte) 0)), "1 bytes are left over");
        payloads.put(Bytes.fromHex("07"), "not deflated data");
        payloads.put(deflated(new byte[5_000]), "inflate to more than 4096 bytes");
        payloads.put(deflated(new byte[100_000_000]), "inflate to more than 4096 bytes");
        payloads.put(deflated(new byte[4_096]), "CBOR at byte");
        payloads.put(Compression.deflate(Bytes.EMPTY, Dictionary.CURRENT), "CBOR at byte 0");
        payloads.put(Compression.deflate(claims.plus(Bytes.of((byte) 0)), Dictionary.CURRENT), "expected the end");
        List<String> wrong = new ArrayList<>();
        payloads.forEach((payload, reason) -> {
            SignedStatement signed = SignedStatement.decode(
                    CoseSign1.sign(MessageKind.STATEMENT, NETWORK, OptionalLong.of(1), payload, SIGNER)
                            .encoded());
            try {
                wrong.add(reason + ", but it opened: " + signed.open(NETWORK, KEY));
            } catch (StatementException e) {
                if (!String.valueOf(e.getMessage()).contains(reason)) {
                    wrong.add(reason + ", but: " + e.getMessage());
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static Bytes deflated(byte[] content) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] out = new byte[1_000_000];
        int length = deflater.deflate(out);
        deflater.end();
        return Bytes.of(out).slice(0, length);
    }

    @Test
    void claims_beyond_4096_bytes_are_not_signed() {
        Statement large = withFace(Cbor.of("照".repeat(1_400)));
        assertThatThrownBy(() -> SignedStatement.sign(large, NETWORK, SIGNER))
                .isInstanceOf(StatementException.class)
                .hasMessageContaining("the limit is 4096");
        // text that does not compress still fits
        Statement dense = withFace(Cbor.of(Samples.bytes(new Random(1), 3_900)));
        assertThat(SignedStatement.sign(dense, NETWORK, SIGNER).open(NETWORK, KEY))
                .contains(dense);
    }

    private static Statement withFace(Cbor value) {
        return new Statement(
                STATEMENT.identifier(),
                1,
                STATEMENT.issued(),
                STATEMENT.validFrom(),
                STATEMENT.validTo(),
                Origin.NEW,
                new java.util.TreeMap<>(Map.of(0, value)),
                1,
                STATEMENT.fieldRoot(),
                Optional.empty());
    }
}
