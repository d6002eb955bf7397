package org.zhaoku.verifier.sm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldTest {
    private static final int CASES = Boolean.getBoolean("zhaoku.thorough") ? 300_000 : 10_000;
    private static final BigInteger R_INVERSE =
            BigInteger.ONE.shiftLeft(280).mod(Field.P).modInverse(Field.P);
    private static final long[] EXTREMES = {
        0, 1, -1, 2, (1L << 56) - 1, 1L << 56, (1L << 56) + 128, -(1L << 56) - 128, 1L << 57, -(1L << 57)
    };

    @Test
    void products_are_right_up_to_the_widest_limbs() {
        var random = new Random(1);
        for (int i = 0; i < CASES; i++) {
            long[] a = lazy(random, 1L << 58);
            long[] b = lazy(random, 1L << 58);
            long[] out = Field.element();
            Field.multiply(out, a, b);
            check(out, number(a).multiply(number(b)), i);
            Field.square(out, a);
            check(out, number(a).multiply(number(a)), i);
            Field.multiply(a, a, a);
            assertThat(Field.value(a)).as("case %d", i).isEqualTo(Field.value(out));
        }
    }

    @Test
    void a_chain_of_products_stays_within_its_limbs() {
        var random = new Random(2);
        long[] a = lazy(random, 1L << 58);
        long[] b = lazy(random, 1L << 58);
        BigInteger x = Field.value(a);
        BigInteger y = Field.value(b);
        for (int i = 0; i < 1000; i++) {
            Field.multiply(a, a, b);
            x = x.multiply(y).mod(Field.P);
            Field.subtract(b, b, a);
            Field.square(b, b);
            y = y.subtract(x).pow(2).mod(Field.P);
            assertThat(Field.value(a)).as("step %d", i).isEqualTo(x);
            assertThat(Field.value(b)).as("step %d", i).isEqualTo(y);
        }
    }

    @Test
    void zero_is_seen_in_every_form() {
        var random = new Random(3);
        for (int i = 0; i < CASES; i++) {
            long[] a = lazy(random, 1L << 58);
            long[] b = Field.of(Field.value(a));
            Field.subtract(b, a, b);
            assertThat(Field.isZero(b)).as("case %d", i).isTrue();
            b[random.nextInt(5)] += 1L << random.nextInt(50);
            assertThat(Field.isZero(b)).as("case %d", i).isFalse();
        }
        assertThat(Field.isZero(Field.of(BigInteger.ZERO))).isTrue();
        assertThat(Field.isZero(Field.one())).isFalse();
    }

    @Test
    void what_is_packed_is_unpacked() {
        var random = new Random(4);
        long[] words = new long[6];
        for (int i = 0; i < CASES; i++) {
            long[] a = lazy(random, 1L << 58);
            Field.pack(a, words, 1);
            long[] back = Field.element();
            Field.unpack(words, 1, back);
            assertThat(Field.value(back)).as("case %d", i).isEqualTo(Field.value(a));
            assertThat(number(back)).as("case %d", i).isBetween(BigInteger.ZERO, Field.P.subtract(BigInteger.ONE));
        }
    }

    @Test
    void inverses_are_right_alone_and_together() {
        var random = new Random(5);
        long[][] many = new long[50][];
        for (int i = 0; i < many.length; i++) {
            many[i] = lazy(random, 1L << 57);
        }
        long[][] inverses = new long[many.length][];
        for (int i = 0; i < many.length; i++) {
            inverses[i] = many[i].clone();
        }
        Field.invertAll(inverses);
        for (int i = 0; i < many.length; i++) {
            assertThat(Field.value(inverses[i]))
                    .as("element %d", i)
                    .isEqualTo(Field.value(many[i]).modInverse(Field.P));
        }
    }

    @Test
    void numbers_modulo_n_are_right() {
        var random = new Random(6);
        for (int i = 0; i < CASES; i++) {
            BigInteger a = scalar(random);
            BigInteger b = scalar(random);
            assertThat(number64(Scalar.add(Scalar.of(a), Scalar.of(b))))
                    .as("%s + %s", a, b)
                    .isEqualTo(a.add(b).mod(Scalar.N));
            assertThat(number64(Scalar.subtract(Scalar.of(a), Scalar.of(b))))
                    .as("%s - %s", a, b)
                    .isEqualTo(a.subtract(b).mod(Scalar.N));
            BigInteger any = new BigInteger(256, random);
            assertThat(number64(Scalar.reduce(Scalar.of(any)))).as("%s", any).isEqualTo(any.mod(Scalar.N));
            assertThat(Scalar.inRange(Scalar.of(any))).isEqualTo(any.signum() > 0 && any.compareTo(Scalar.N) < 0);
        }
    }

    private static BigInteger scalar(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> BigInteger.valueOf(random.nextInt(3));
            case 1 -> Scalar.N.subtract(BigInteger.valueOf(1 + random.nextInt(3)));
            case 2 -> BigInteger.ONE.shiftLeft(random.nextInt(256)).mod(Scalar.N);
            default -> new BigInteger(256, random).mod(Scalar.N);
        };
    }

    // the uppermost limb is small, as it is in every sum of a few numbers below 64p
    private static long[] lazy(Random random, long bound) {
        long[] limbs = new long[Field.LIMBS];
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] = switch (random.nextInt(4)) {
                case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
                case 1 -> random.nextBoolean() ? bound : -bound;
                default -> random.nextLong() % bound;
            };
        }
        limbs[4] = random.nextInt(3) == 0 ? (random.nextBoolean() ? 1L << 44 : -(1L << 44)) : limbs[4] >> 14;
        return limbs;
    }

    private static void check(long[] out, BigInteger product, int i) {
        assertThat(number(out).mod(Field.P))
                .as("case %d", i)
                .isEqualTo(product.multiply(R_INVERSE).mod(Field.P));
        for (int limb = 0; limb < 4; limb++) {
            assertThat(out[limb]).as("case %d", i).isBetween(-1024L, (1L << 56) + 1024);
        }
        assertThat(Math.abs(out[4])).as("case %d", i).isLessThan(1L << 40);
    }

    private static BigInteger number(long[] limbs) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 4; i >= 0; i--) {
            number = number.shiftLeft(56).add(BigInteger.valueOf(limbs[i]));
        }
        return number;
    }

    private static BigInteger number64(long[] words) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 3; i >= 0; i--) {
            number = number.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(words[i])));
        }
        return number;
    }
}
