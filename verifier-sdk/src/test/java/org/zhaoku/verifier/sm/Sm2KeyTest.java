package org.zhaoku.verifier.sm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.SeededRandom;

class Sm2KeyTest {
    private static final BigInteger N =
            new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);

    @Test
    void a_private_key_lies_from_1_to_n_minus_2() {
        BigInteger last = N.subtract(BigInteger.TWO);
        for (BigInteger outside : new BigInteger[] {
            BigInteger.ZERO, BigInteger.ONE.negate(), last.add(BigInteger.ONE), N, N.add(BigInteger.ONE)
        }) {
            assertThatThrownBy(() -> Sm2PrivateKey.of(outside)).hasMessage("expected an SM2 private key in 1…n−2");
        }
        Bytes message = Bytes.utf8("edge");
        for (BigInteger d : new BigInteger[] {BigInteger.ONE, BigInteger.TWO, last}) {
            Sm2PrivateKey key = Sm2PrivateKey.of(d);
            assertThat(key.publicKey().verifies(message, key.sign(message, new SeededRandom(1))))
                    .isTrue();
        }
    }

    @Test
    void a_key_signs_for_several_users_and_threads_in_turn() {
        Sm2PrivateKey key = Sm2PrivateKey.generate(new SeededRandom(1));
        var one = new SeededRandom(2);
        var other = new SeededRandom(3);
        var user = new Sm2UserId(Bytes.utf8("ALICE123@YAHOO.COM"));
        for (int i = 0; i < 4; i++) {
            Bytes message = Bytes.utf8("message " + i);
            assertThat(key.publicKey().verifies(message, key.sign(message, one)))
                    .isTrue();
            assertThat(key.publicKey().verifies(message, key.sign(message, user, one), user))
                    .isTrue();
            assertThat(key.publicKey().verifies(message, key.sign(message, user, other)))
                    .as("another user's")
                    .isFalse();
            assertThat(key.sign(message, one)).isNotEqualTo(key.sign(message, one));
        }
        Bytes first = Bytes.utf8("message 0");
        assertThat(key.sign(first, new SeededRandom(4)))
                .as("what was prepared with another source of randomness does not count")
                .isEqualTo(Sm2PrivateKey.generate(new SeededRandom(1)).sign(first, new SeededRandom(4)));
        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .mapToObj(i -> Bytes.utf8("parallel " + i))
                        .filter(message -> key.publicKey().verifies(message, key.sign(message, new SecureRandom()))))
                .hasSize(200);
    }

    @Test
    void a_public_key_is_a_point_of_the_curve_in_65_bytes() {
        Bytes good = Sm2PrivateKey.generate(new SeededRandom(1)).publicKey().encoded();
        assertThat(Sm2PublicKey.of(good).encoded()).isEqualTo(good);
        assertThat(Sm2PublicKey.of(good))
                .isEqualTo(Sm2PublicKey.of(good))
                .hasSameHashCodeAs(Sm2PublicKey.of(good))
                .hasToString("SM2 public key " + good);
        Bytes x = good.slice(1, 33);
        Bytes y = good.slice(33, 65);
        Bytes four = Bytes.of((byte) 4);
        Bytes p = Bytes.fromHex("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff");
        Bytes zero = Bytes.of(new byte[32]);
        for (Bytes bad : new Bytes[] {
            Bytes.EMPTY,
            Bytes.of((byte) 0),
            Bytes.of((byte) 2).plus(x),
            Bytes.of((byte) 6).plus(x).plus(y),
            Bytes.of((byte) 0).plus(x).plus(y),
            x.plus(y),
            good.plus(Bytes.of((byte) 0)),
            good.slice(0, 64),
            four.plus(y).plus(x),
            four.plus(zero).plus(zero),
            four.plus(p).plus(y),
            four.plus(x).plus(p),
            four.plus(Bytes.fromHex("ff".repeat(64)))
        }) {
            assertThatThrownBy(() -> Sm2PublicKey.of(bad)).as("%s", bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_private_key_says_nothing_of_itself() {
        assertThat(Sm2PrivateKey.generate(new SeededRandom(1))).hasToString("SM2 private key");
    }

    @Test
    void a_certificate_gives_key_and_kid() {
        Department department = Department.of(Samples.ISSUER, 1);
        Sm2Certificate certificate = Sm2Certificate.of(department.certificate().der());
        assertThat(certificate.publicKey()).isEqualTo(department.key().publicKey());
        assertThat(certificate.kid().value())
                .isEqualTo(Sm3.digest(certificate.der()).slice(0, 8));
        assertThat(certificate)
                .isEqualTo(department.certificate())
                .hasSameHashCodeAs(department.certificate())
                .hasToString("SM2 certificate " + certificate.kid());
        assertThat(certificate.kid().toString()).hasSize(16);
        assertThatThrownBy(() -> new KeyId(Bytes.of(new byte[7]))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_damaged_certificate_is_refused_or_another_one() {
        Bytes der = Department.of(Samples.ISSUER, 1).certificate().der();
        for (int at = 0; at < der.size(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = der.toArray();
                changed[at] ^= (byte) (1 << bit);
                try {
                    assertThat(Sm2Certificate.of(Bytes.of(changed)).der()).isEqualTo(Bytes.of(changed));
                } catch (IllegalArgumentException e) {
                    // the one documented exception
                }
            }
            Bytes cut = der.slice(0, at);
            assertThatThrownBy(() -> Sm2Certificate.of(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Sm2Certificate.of(der.plus(Bytes.of((byte) 0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sm2Certificate.of(Bytes.of(new byte[4097])))
                .hasMessageContaining("at most 4096 bytes");
    }

    @Test
    void a_certificate_on_another_curve_is_refused() {
        // the curve's number 1.2.156.10197.1.301 becomes 1.2.156.10197.1.302
        String der = Department.of(Samples.ISSUER, 1).certificate().der().hex();
        String other = der.replace("06082a811ccf5501822d", "06082a811ccf5501822e");
        assertThat(other).isNotEqualTo(der);
        assertThatThrownBy(() -> Sm2Certificate.of(Bytes.fromHex(other))).hasMessageContaining("SM2 key");
    }
}
