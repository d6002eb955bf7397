package org.zhaoku.verifier.sm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.DerSignature;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.testing.FixedRandom;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.SeededRandom;
import org.zhaoku.verifier.testing.Vectors;

class Sm2SignatureTest {
    private static final Sm2PrivateKey KEY =
            Sm2PrivateKey.of(new BigInteger("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16));
    private static final Bytes MESSAGE = Bytes.utf8("message digest");

    @Test
    void sample_of_gb_t_32918_5_a_2() {
        assertThat(KEY.publicKey().encoded().hex())
                .isEqualToIgnoringCase("0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                        + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13");
        SecureRandom k =
                new FixedRandom(Bytes.fromHex("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21"));
        Sm2Signature signature = KEY.sign(MESSAGE, k);
        assertThat(signature.raw().hex())
                .isEqualToIgnoringCase("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
                        + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");
        assertThat(KEY.publicKey().verifies(MESSAGE, signature)).isTrue();
    }

    @Test
    void every_vector_is_decided_rightly() {
        List<String> wrong = new ArrayList<>();
        List<String> lines = Vectors.lines("sm2-verify.txt");
        for (String line : lines) {
            String[] cells = line.split("\\|", -1);
            boolean valid = Sm2PublicKey.of(Bytes.fromHex(cells[2]))
                    .verifies(
                            Vectors.bytes(cells[4]),
                            new Sm2Signature(Bytes.fromHex(cells[5])),
                            new Sm2UserId(Bytes.fromHex(cells[3])));
            if (valid != cells[0].equals("valid")) {
                wrong.add(cells[1] + ": expected " + cells[0]);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(lines).hasSizeGreaterThan(80);
    }

    @Test
    void a_signature_with_any_bit_flipped_is_wrong() {
        Sm2PublicKey key = KEY.publicKey();
        byte[] raw = KEY.sign(MESSAGE, new SeededRandom(1)).raw().toArray();
        for (int bit = 0; bit < 512; bit++) {
            raw[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(key.verifies(MESSAGE, new Sm2Signature(Bytes.of(raw))))
                    .as("bit %d", bit)
                    .isFalse();
            raw[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(key.verifies(MESSAGE, new Sm2Signature(Bytes.of(raw)))).isTrue();
    }

    @Test
    void what_is_signed_verifies_with_the_same_user_id_only() {
        for (long seed = 1; seed <= 50; seed++) {
            var random = new Random(seed);
            Sm2PrivateKey key = Sm2PrivateKey.generate(new SeededRandom(seed));
            Bytes message = Samples.bytes(random, random.nextInt(300));
            var userId = new Sm2UserId(Samples.bytes(random, 1 + random.nextInt(40)));
            Sm2Signature signature = key.sign(message, userId, new SeededRandom(-seed));
            assertThat(key.publicKey().verifies(message, signature, userId))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(key.publicKey().verifies(message, signature))
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    @Test
    void two_signatures_over_one_message_differ() {
        var random = new SeededRandom(1);
        assertThat(KEY.sign(MESSAGE, random)).isNotEqualTo(KEY.sign(MESSAGE, random));
    }

    @Test
    void der_goes_both_ways() {
        for (long seed = 1; seed <= 200; seed++) {
            var signature = new Sm2Signature(Samples.bytes(new Random(seed), 64));
            assertThat(DerSignature.decode(DerSignature.encode(signature)))
                    .as("seed %d", seed)
                    .isEqualTo(signature);
        }
        var zero = new Sm2Signature(Bytes.of(new byte[64]));
        assertThat(DerSignature.encode(zero).hex()).isEqualTo("3006020100020100");
        assertThat(DerSignature.decode(DerSignature.encode(zero))).isEqualTo(zero);
    }

    @Test
    void everything_but_der_of_two_numbers_that_fit_is_refused() {
        Map<String, String> refused = Map.ofEntries(
                Map.entry("", "nothing"),
                Map.entry("30060201010202", "cut"),
                Map.entry("300602010102010100", "a byte behind it"),
                Map.entry("30060201ff020101", "negative r"),
                Map.entry("3006020101020180", "negative s"),
                Map.entry("30070202000102010a", "r with a needless zero"),
                Map.entry("3081060201010201 01".replace(" ", ""), "long form of a short length (BER)"),
                Map.entry("30800201010201010000", "indefinite length (BER)"),
                Map.entry("3106020101020101", "a set"),
                Map.entry("3003020101", "one number"),
                Map.entry("3009020101020101020101", "three numbers"),
                Map.entry("3006020101040101", "an octet string as s"),
                Map.entry("30250221" + "01" + "00".repeat(32) + "0201" + "01", "r of 257 bits"),
                Map.entry("0101ff", "a boolean"),
                Map.entry("3006030101020101", "a bit string as r"),
                Map.entry("3006 0201 01 0201 01".replace(" ", "") + "0500", "NULL behind it"));
        List<String> wrong = new ArrayList<>();
        refused.forEach((hex, why) -> {
            try {
                wrong.add(why + " was read as " + DerSignature.decode(Bytes.fromHex(hex)));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("expected an SM2 signature in DER");
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void raw_is_64_bytes_and_never_guessed() {
        for (int length : new int[] {0, 63, 65, 70}) {
            assertThatThrownBy(() -> new Sm2Signature(Bytes.of(new byte[length])))
                    .hasMessageContaining("expected a raw signature of 64 bytes");
        }
    }

    @Test
    void a_user_id_has_1_to_8191_bytes() {
        assertThatThrownBy(() -> new Sm2UserId(Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sm2UserId(Bytes.of(new byte[8192]))).isInstanceOf(IllegalArgumentException.class);
    }
}
