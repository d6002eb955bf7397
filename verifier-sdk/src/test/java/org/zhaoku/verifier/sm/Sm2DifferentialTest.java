package org.zhaoku.verifier.sm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.DerSignature;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.SeededRandom;

/** Both ways, with tables and without, against Bouncy Castle. */
class Sm2DifferentialTest {
    private static final int CASES = Boolean.getBoolean("zhaoku.thorough") ? 120_000 : 2_000;
    private static final int KEYS = 20;
    private static final BigInteger N = Scalar.N;
    private static final ECPoint G = CustomNamedCurves.getByName("sm2p256v1").getG();

    @Test
    void random_signatures_right_and_damaged_are_decided_alike() {
        var random = new Random(1);
        Sm2PrivateKey[] privateKeys = new Sm2PrivateKey[KEYS];
        Sm2PublicKey[] keys = new Sm2PublicKey[KEYS];
        WindowTable[] tables = new WindowTable[KEYS];
        for (int i = 0; i < KEYS; i++) {
            privateKeys[i] = Sm2PrivateKey.generate(new SeededRandom(i));
            keys[i] = privateKeys[i].publicKey();
            tables[i] = new WindowTable(keys[i].point(), i % 3 == 0 ? 6 : TableCache.WIDTH);
        }
        int right = 0;
        for (int i = 0; i < CASES; i++) {
            int k = random.nextInt(KEYS);
            Bytes message = Samples.bytes(random, random.nextInt(200));
            Sm2Signature signature = privateKeys[k].sign(message, new SeededRandom(i));
            if (random.nextBoolean()) {
                int kind = random.nextInt(10);
                signature = damaged(kind, signature, random);
                k = kind == 9 ? (k + 1) % KEYS : k;
            }
            boolean expected = SecondOpinion.verifies(keys[k].encoded(), message, signature, Sm2UserId.DEFAULT)
                    .orElseThrow();
            right += expected ? 1 : 0;
            Equation equation = Equation.of(keys[k].digest(message, Sm2UserId.DEFAULT), signature);
            boolean plain = equation != null && equation.holds(equation.withoutTables(keys[k].point()));
            boolean fast = equation != null && fast(equation, tables[k]);
            assertThat(fast).as("case %d with tables", i).isEqualTo(expected);
            assertThat(plain).as("case %d without tables", i).isEqualTo(expected);
        }
        assertThat(right).isBetween(CASES / 3, CASES * 2 / 3);
    }

    private static boolean fast(Equation equation, WindowTable table) {
        Sum sum = equation.withTables(BaseTable.TABLE, table);
        assertThat(sum.isLost()).isFalse();
        return equation.holds(sum);
    }

    private static Sm2Signature damaged(int kind, Sm2Signature signature, Random random) {
        Bytes r = signature.raw().slice(0, 32);
        Bytes s = signature.raw().slice(32, 64);
        boolean first = random.nextBoolean();
        Bytes other = switch (kind) {
            case 0 -> bytes(BigInteger.ZERO);
            case 1 -> bytes(N);
            case 2 -> bytes(N.subtract(BigInteger.ONE));
            case 3 -> Samples.bytes(random, 32);
            case 4 -> Bytes.fromHex("ff".repeat(32));
            case 5 -> flipped(first ? r : s, random.nextInt(256));
            // r + s = n, so that t = 0
            case 6 -> bytes(N.subtract(new BigInteger(1, (first ? s : r).toArray())));
            // what a reader gets that takes DER for raw
            case 7 -> DerSignature.encode(signature).slice(0, 32);
            case 8 -> first ? s : r;
            default -> first ? r : s;
        };
        return new Sm2Signature(first ? other.plus(s) : r.plus(other));
    }

    @Test
    void sums_at_every_edge_are_right() {
        List<BigInteger> scalars = new ArrayList<>();
        for (int i : new int[] {1, 2, 3, 127, 128, 129, 255, 256, 257, 2047, 2048, 2049, 4096}) {
            scalars.add(BigInteger.valueOf(i));
            scalars.add(N.subtract(BigInteger.valueOf(i)));
        }
        for (int bit : new int[] {8, 56, 64, 128, 192, 248, 252, 255}) {
            scalars.add(BigInteger.ONE.shiftLeft(bit));
            scalars.add(BigInteger.ONE.shiftLeft(bit).subtract(BigInteger.ONE));
        }
        scalars.add(N.shiftRight(1));
        scalars.add(N.shiftRight(1).add(BigInteger.ONE));
        int lost = 0;
        for (BigInteger d : List.of(
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.valueOf(3),
                N.subtract(BigInteger.TWO),
                BigInteger.ONE.shiftLeft(128))) {
            Sm2PublicKey key =
                    Sm2PublicKey.of(Bytes.of(G.multiply(d).normalize().getEncoded(false)));
            var table = new WindowTable(key.point(), TableCache.WIDTH);
            for (BigInteger s : scalars) {
                for (BigInteger t : scalars) {
                    lost += checkSum(key, table, d, s, t) ? 1 : 0;
                }
            }
        }
        assertThat(lost).as("sums that tables cannot do").isPositive();
    }

    // s·G + t·d·G both ways, by an equation that asks for its x-coordinate; whether the tables were lost
    private static boolean checkSum(Sm2PublicKey key, WindowTable table, BigInteger d, BigInteger s, BigInteger t) {
        BigInteger r = t.subtract(s).mod(N);
        if (r.signum() == 0) {
            return false;
        }
        ECPoint expected = G.multiply(s.add(t.multiply(d)).mod(N)).normalize();
        BigInteger x = expected.isInfinity()
                ? BigInteger.ZERO
                : expected.getAffineXCoord().toBigInteger();
        var signature = new Sm2Signature(bytes(r).plus(bytes(s)));
        Equation right = equation(bytes(r.subtract(x).mod(N)), signature);
        Equation wrong = equation(bytes(r.subtract(x).subtract(BigInteger.ONE).mod(N)), signature);
        String name = "d = %s, s = %s, t = %s".formatted(d, s, t);
        Sum plain = right.withoutTables(key.point());
        assertThat(plain.isInfinite()).as(name).isEqualTo(expected.isInfinity());
        assertThat(right.holds(plain)).as(name).isEqualTo(!expected.isInfinity());
        assertThat(wrong.holds(plain)).as(name).isFalse();
        Sum sum = right.withTables(BaseTable.TABLE, table);
        if (sum.isLost()) {
            return true;
        }
        assertThat(expected.isInfinity()).as(name).isFalse();
        assertThat(right.holds(sum)).as(name).isTrue();
        assertThat(wrong.holds(sum)).as(name).isFalse();
        return false;
    }

    @Test
    void an_x_coordinate_from_n_to_p_is_met() {
        // random signatures never have one: e is chosen behind the point, as for a digest that cannot be had
        var curve = G.getCurve();
        int built = 0;
        for (BigInteger x = N; built < 20; x = x.add(BigInteger.ONE)) {
            ECPoint sum;
            try {
                sum = curve.decodePoint(Bytes.of((byte) 2).plus(bytes(x)).toArray());
            } catch (IllegalArgumentException e) {
                continue;
            }
            built++;
            BigInteger s = BigInteger.valueOf(1000 + built);
            BigInteger t = BigInteger.valueOf(77);
            // Q = (sum − s·G) / t
            ECPoint q = sum.subtract(G.multiply(s)).multiply(t.modInverse(N)).normalize();
            Sm2PublicKey key = Sm2PublicKey.of(Bytes.of(q.getEncoded(false)));
            BigInteger r = t.subtract(s).mod(N);
            Equation equation = equation(bytes(r.subtract(x).mod(N)), new Sm2Signature(bytes(r).plus(bytes(s))));
            assertThat(equation.holds(equation.withoutTables(key.point())))
                    .as("x = %s", x)
                    .isTrue();
            assertThat(fast(equation, new WindowTable(key.point(), TableCache.WIDTH)))
                    .as("x = %s", x)
                    .isTrue();
        }
    }

    @Test
    void r_and_s_that_make_t_zero_are_refused() {
        Sm2PublicKey key = Sm2PrivateKey.generate(new SeededRandom(1)).publicKey();
        Bytes message = Bytes.utf8("forged");
        // with t = 0 the key would not count: x of s·G and any s would do
        BigInteger e = new BigInteger(1, key.digest(message, Sm2UserId.DEFAULT).toArray());
        for (int i = 1; i <= 50; i++) {
            BigInteger s = BigInteger.valueOf(i);
            BigInteger x = G.multiply(s).normalize().getAffineXCoord().toBigInteger();
            for (BigInteger r : List.of(N.subtract(s), e.add(x).mod(N))) {
                assertThat(key.verifies(message, new Sm2Signature(bytes(r).plus(bytes(s)))))
                        .isFalse();
            }
        }
    }

    private static Equation equation(Bytes digest, Sm2Signature signature) {
        return Objects.requireNonNull(Equation.of(digest, signature));
    }

    private static Bytes bytes(BigInteger value) {
        return Bytes.fromHex("%064x".formatted(value));
    }

    private static Bytes flipped(Bytes number, int bit) {
        byte[] bytes = number.toArray();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.of(bytes);
    }
}
