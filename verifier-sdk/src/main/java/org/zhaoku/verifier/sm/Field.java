package org.zhaoku.verifier.sm;

import static org.zhaoku.verifier.sm.WideProduct.high;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Arithmetic modulo p = 2^256 − 2^224 − 2^96 + 2^64 − 1, on public values only: nothing here takes the same time for all.
 *
 * <p>An element is five signed limbs of 56 bits, the lowest first, in Montgomery form with R = 2^280. Sums and differences are
 * taken limb by limb and carry nothing; what is multiplied may have limbs up to 2^58 (four products added up) in absolute
 * value. A product has limbs up to 2^56 + 2^7 and a value that lies from −2^240 to p + 2^240.
 *
 * <p>A product of two limbs is wanted as high·2^56 + low: with both shifted left by 4 bits its upper word is just that high
 * part. The highs and, modulo 2^64, the products are added up by themselves; the lows of a column are the difference, so no
 * carry is ever asked for.
 */
final class Field {
    static final int LIMBS = 5;
    static final BigInteger P = new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF", 16);

    private static final int LIMB = 56;
    private static final int WIDE = 4;
    private static final long MASK = (1L << LIMB) - 1;
    private static final BigInteger R = BigInteger.ONE.shiftLeft(LIMBS * LIMB);
    private static final long[] P_LIMBS = limbs(P);
    private static final long[] UNIT = limbs(BigInteger.ONE);
    private static final long[] R_SQUARED = limbs(R.multiply(R).mod(P));
    private static final long[] ONE = limbs(R.mod(P));

    private Field() {}

    static long[] element() {
        return new long[LIMBS];
    }

    /** The number 1. */
    static long[] one() {
        return ONE.clone();
    }

    /** A number from 0 to p − 1. */
    static long[] of(BigInteger value) {
        return of(limbs(value));
    }

    /** A number below 2^256 from its four words of 64 bits, the lowest first. */
    static long[] ofWords(long[] words) {
        long[] out = element();
        unpack(words, 0, out);
        return of(out);
    }

    private static long[] of(long[] plain) {
        long[] out = element();
        multiply(out, plain, R_SQUARED);
        return out;
    }

    static void add(long[] out, long[] a, long[] b) {
        for (int i = 0; i < LIMBS; i++) {
            out[i] = a[i] + b[i];
        }
    }

    static void subtract(long[] out, long[] a, long[] b) {
        for (int i = 0; i < LIMBS; i++) {
            out[i] = a[i] - b[i];
        }
    }

    /** a·b; {@code out} may be one of them. */
    static void multiply(long[] out, long[] a, long[] b) {
        long a4 = a[4];
        long a0 = a[0];
        long a1 = a[1];
        long a2 = a[2];
        long a3 = a[3];
        long b4 = b[4];
        long b0 = b[0];
        long b1 = b[1];
        long b2 = b[2];
        long b3 = b[3];
        long a0w = a0 << WIDE;
        long a1w = a1 << WIDE;
        long a2w = a2 << WIDE;
        long a3w = a3 << WIDE;
        long a4w = a4 << WIDE;
        long b0w = b0 << WIDE;
        long b1w = b1 << WIDE;
        long b2w = b2 << WIDE;
        long b3w = b3 << WIDE;
        long b4w = b4 << WIDE;
        long h0 = high(a0w, b0w);
        long t0 = a0 * b0 - (h0 << LIMB);
        long h1 = high(a0w, b1w) + high(a1w, b0w);
        long t1 = a0 * b1 + a1 * b0 - (h1 << LIMB) + h0;
        long h2 = high(a0w, b2w) + high(a1w, b1w) + high(a2w, b0w);
        long t2 = a0 * b2 + a1 * b1 + a2 * b0 - (h2 << LIMB) + h1;
        long h3 = high(a0w, b3w) + high(a1w, b2w) + high(a2w, b1w) + high(a3w, b0w);
        long t3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << LIMB) + h2;
        long h4 = high(a0w, b4w) + high(a1w, b3w) + high(a2w, b2w) + high(a3w, b1w) + high(a4w, b0w);
        long t4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << LIMB) + h3;
        long h5 = high(a1w, b4w) + high(a2w, b3w) + high(a3w, b2w) + high(a4w, b1w);
        long t5 = a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << LIMB) + h4;
        long h6 = high(a2w, b4w) + high(a3w, b3w) + high(a4w, b2w);
        long t6 = a2 * b4 + a3 * b3 + a4 * b2 - (h6 << LIMB) + h5;
        long h7 = high(a3w, b4w) + high(a4w, b3w);
        long t7 = a3 * b4 + a4 * b3 - (h7 << LIMB) + h6;
        long h8 = high(a4w, b4w);
        long t8 = a4 * b4 - (h8 << LIMB) + h7;
        reduce(out, t0, t1, t2, t3, t4, t5, t6, t7, t8, h8);
    }

    /** a·b + c·d; {@code out} may be one of them. Limbs up to 2^58 in a, 3·2^56 in b, 2^57 in c and d. */
    static void multiplyAdd(long[] out, long[] a, long[] b, long[] c, long[] d) {
        long a4 = a[4];
        long a0 = a[0];
        long a1 = a[1];
        long a2 = a[2];
        long a3 = a[3];
        long b4 = b[4];
        long b0 = b[0];
        long b1 = b[1];
        long b2 = b[2];
        long b3 = b[3];
        long a0w = a0 << WIDE;
        long a1w = a1 << WIDE;
        long a2w = a2 << WIDE;
        long a3w = a3 << WIDE;
        long a4w = a4 << WIDE;
        long b0w = b0 << WIDE;
        long b1w = b1 << WIDE;
        long b2w = b2 << WIDE;
        long b3w = b3 << WIDE;
        long b4w = b4 << WIDE;
        long c4 = c[4];
        long c0 = c[0];
        long c1 = c[1];
        long c2 = c[2];
        long c3 = c[3];
        long d4 = d[4];
        long d0 = d[0];
        long d1 = d[1];
        long d2 = d[2];
        long d3 = d[3];
        long c0w = c0 << WIDE;
        long c1w = c1 << WIDE;
        long c2w = c2 << WIDE;
        long c3w = c3 << WIDE;
        long c4w = c4 << WIDE;
        long d0w = d0 << WIDE;
        long d1w = d1 << WIDE;
        long d2w = d2 << WIDE;
        long d3w = d3 << WIDE;
        long d4w = d4 << WIDE;
        long h0 = high(a0w, b0w) + high(c0w, d0w);
        long t0 = a0 * b0 + c0 * d0 - (h0 << LIMB);
        long h1 = high(a0w, b1w) + high(a1w, b0w) + high(c0w, d1w) + high(c1w, d0w);
        long t1 = a0 * b1 + a1 * b0 + c0 * d1 + c1 * d0 - (h1 << LIMB) + h0;
        long h2 = high(a0w, b2w) + high(a1w, b1w) + high(a2w, b0w) + high(c0w, d2w) + high(c1w, d1w) + high(c2w, d0w);
        long t2 = a0 * b2 + a1 * b1 + a2 * b0 + c0 * d2 + c1 * d1 + c2 * d0 - (h2 << LIMB) + h1;
        long h3 = high(a0w, b3w)
                + high(a1w, b2w)
                + high(a2w, b1w)
                + high(a3w, b0w)
                + high(c0w, d3w)
                + high(c1w, d2w)
                + high(c2w, d1w)
                + high(c3w, d0w);
        long t3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + c0 * d3 + c1 * d2 + c2 * d1 + c3 * d0 - (h3 << LIMB) + h2;
        long h4 = high(a0w, b4w)
                + high(a1w, b3w)
                + high(a2w, b2w)
                + high(a3w, b1w)
                + high(a4w, b0w)
                + high(c0w, d4w)
                + high(c1w, d3w)
                + high(c2w, d2w)
                + high(c3w, d1w)
                + high(c4w, d0w);
        long t4 = a0 * b4
                + a1 * b3
                + a2 * b2
                + a3 * b1
                + a4 * b0
                + c0 * d4
                + c1 * d3
                + c2 * d2
                + c3 * d1
                + c4 * d0
                - (h4 << LIMB)
                + h3;
        long h5 = high(a1w, b4w)
                + high(a2w, b3w)
                + high(a3w, b2w)
                + high(a4w, b1w)
                + high(c1w, d4w)
                + high(c2w, d3w)
                + high(c3w, d2w)
                + high(c4w, d1w);
        long t5 = a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + c1 * d4 + c2 * d3 + c3 * d2 + c4 * d1 - (h5 << LIMB) + h4;
        long h6 = high(a2w, b4w) + high(a3w, b3w) + high(a4w, b2w) + high(c2w, d4w) + high(c3w, d3w) + high(c4w, d2w);
        long t6 = a2 * b4 + a3 * b3 + a4 * b2 + c2 * d4 + c3 * d3 + c4 * d2 - (h6 << LIMB) + h5;
        long h7 = high(a3w, b4w) + high(a4w, b3w) + high(c3w, d4w) + high(c4w, d3w);
        long t7 = a3 * b4 + a4 * b3 + c3 * d4 + c4 * d3 - (h7 << LIMB) + h6;
        long h8 = high(a4w, b4w) + high(c4w, d4w);
        long t8 = a4 * b4 + c4 * d4 - (h8 << LIMB) + h7;
        reduce(out, t0, t1, t2, t3, t4, t5, t6, t7, t8, h8);
    }

    /** a²; {@code out} may be {@code a}. */
    static void square(long[] out, long[] a) {
        long a4 = a[4];
        long a0 = a[0];
        long a1 = a[1];
        long a2 = a[2];
        long a3 = a[3];
        long a0w = a0 << WIDE;
        long a1w = a1 << WIDE;
        long a2w = a2 << WIDE;
        long a3w = a3 << WIDE;
        long a4w = a4 << WIDE;
        long h0 = high(a0w, a0w);
        long t0 = a0 * a0 - (h0 << LIMB);
        long h1 = high(a0w, a1w) << 1;
        long t1 = 2 * a0 * a1 - (h1 << LIMB) + h0;
        long h2 = (high(a0w, a2w) << 1) + high(a1w, a1w);
        long t2 = 2 * a0 * a2 + a1 * a1 - (h2 << LIMB) + h1;
        long h3 = (high(a0w, a3w) + high(a1w, a2w)) << 1;
        long t3 = ((a0 * a3 + a1 * a2) << 1) - (h3 << LIMB) + h2;
        long h4 = ((high(a0w, a4w) + high(a1w, a3w)) << 1) + high(a2w, a2w);
        long t4 = ((a0 * a4 + a1 * a3) << 1) + a2 * a2 - (h4 << LIMB) + h3;
        long h5 = (high(a1w, a4w) + high(a2w, a3w)) << 1;
        long t5 = ((a1 * a4 + a2 * a3) << 1) - (h5 << LIMB) + h4;
        long h6 = (high(a2w, a4w) << 1) + high(a3w, a3w);
        long t6 = 2 * a2 * a4 + a3 * a3 - (h6 << LIMB) + h5;
        long h7 = high(a3w, a4w) << 1;
        long t7 = 2 * a3 * a4 - (h7 << LIMB) + h6;
        long h8 = high(a4w, a4w);
        long t8 = a4 * a4 - (h8 << LIMB) + h7;
        reduce(out, t0, t1, t2, t3, t4, t5, t6, t7, t8, h8);
    }

    // p = −1 modulo 2^56, so the multiple of p that clears a limb is the limb itself, and to add it takes shifts only
    private static void reduce(
            long[] out, long c0, long c1, long c2, long c3, long c4, long c5, long c6, long c7, long c8, long c9) {
        long m0 = c0 & MASK;
        c1 += (c0 >> LIMB) + ((m0 << 8) & MASK) - ((m0 << 40) & MASK);
        c2 += (m0 >>> 48) - (m0 >>> 16);
        c4 += ((m0 << 32) & MASK) - m0;
        c5 += m0 >>> 24;
        long m1 = c1 & MASK;
        c2 += (c1 >> LIMB) + ((m1 << 8) & MASK) - ((m1 << 40) & MASK);
        c3 += (m1 >>> 48) - (m1 >>> 16);
        c5 += ((m1 << 32) & MASK) - m1;
        c6 += m1 >>> 24;
        long m2 = c2 & MASK;
        c3 += (c2 >> LIMB) + ((m2 << 8) & MASK) - ((m2 << 40) & MASK);
        c4 += (m2 >>> 48) - (m2 >>> 16);
        c6 += ((m2 << 32) & MASK) - m2;
        c7 += m2 >>> 24;
        long m3 = c3 & MASK;
        c4 += (c3 >> LIMB) + ((m3 << 8) & MASK) - ((m3 << 40) & MASK);
        c5 += (m3 >>> 48) - (m3 >>> 16);
        c7 += ((m3 << 32) & MASK) - m3;
        c8 += m3 >>> 24;
        long m4 = c4 & MASK;
        c5 += (c4 >> LIMB) + ((m4 << 8) & MASK) - ((m4 << 40) & MASK);
        c6 += (m4 >>> 48) - (m4 >>> 16);
        c8 += ((m4 << 32) & MASK) - m4;
        c9 += m4 >>> 24;
        out[4] = c9 + (c8 >> LIMB);
        out[3] = (c8 & MASK) + (c7 >> LIMB);
        out[2] = (c7 & MASK) + (c6 >> LIMB);
        out[1] = (c6 & MASK) + (c5 >> LIMB);
        out[0] = c5 & MASK;
    }

    /** Whether {@code a} is a multiple of p. */
    static boolean isZero(long[] a) {
        long[] out = element();
        // (a + m·p) / R with m below R lies from 0 to p
        multiply(out, a, UNIT);
        carry(out);
        return (out[0] | out[1] | out[2] | out[3] | out[4]) == 0 || Arrays.equals(out, P_LIMBS);
    }

    /** The number from 0 to p − 1 for which {@code a} stands. */
    static BigInteger value(long[] a) {
        long[] out = element();
        multiply(out, a, UNIT);
        BigInteger value = BigInteger.ZERO;
        for (int i = LIMBS - 1; i >= 0; i--) {
            value = value.shiftLeft(LIMB).add(BigInteger.valueOf(out[i]));
        }
        return value.mod(P);
    }

    /** 1/a; {@code a} is not 0, {@code out} another array. */
    static void invert(long[] out, long[] a) {
        BigInteger exponent = P.subtract(BigInteger.TWO);
        System.arraycopy(ONE, 0, out, 0, LIMBS);
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            square(out, out);
            if (exponent.testBit(bit)) {
                multiply(out, out, a);
            }
        }
    }

    /** Puts 1/a in the place of each; none is 0. */
    static void invertAll(long[][] elements) {
        long[][] products = new long[elements.length][LIMBS];
        long[] product = one();
        for (int i = 0; i < elements.length; i++) {
            System.arraycopy(product, 0, products[i], 0, LIMBS);
            multiply(product, product, elements[i]);
        }
        long[] inverse = element();
        invert(inverse, product);
        for (int i = elements.length - 1; i >= 0; i--) {
            multiply(products[i], products[i], inverse);
            multiply(inverse, inverse, elements[i]);
            System.arraycopy(products[i], 0, elements[i], 0, LIMBS);
        }
    }

    /** Writes the Montgomery form of {@code a}, from 0 to p − 1, into four words. */
    static void pack(long[] a, long[] words, int at) {
        long[] out = element();
        multiply(out, a, ONE);
        carry(out);
        while (out[LIMBS - 1] < 0) {
            add(out, out, P_LIMBS);
            carry(out);
        }
        while (!below(out, P_LIMBS)) {
            subtract(out, out, P_LIMBS);
            carry(out);
        }
        words[at] = out[0] | out[1] << 56;
        words[at + 1] = out[1] >>> 8 | out[2] << 48;
        words[at + 2] = out[2] >>> 16 | out[3] << 40;
        words[at + 3] = out[3] >>> 24 | out[4] << 32;
    }

    /** What {@link #pack} wrote. */
    static void unpack(long[] words, int at, long[] out) {
        long w3 = words[at + 3];
        long w0 = words[at];
        long w1 = words[at + 1];
        long w2 = words[at + 2];
        out[4] = w3 >>> 32;
        out[3] = (w2 >>> 40 | w3 << 24) & MASK;
        out[2] = (w1 >>> 48 | w2 << 16) & MASK;
        out[1] = (w0 >>> 56 | w1 << 8) & MASK;
        out[0] = w0 & MASK;
    }

    private static void carry(long[] a) {
        for (int i = 0; i < LIMBS - 1; i++) {
            a[i + 1] += a[i] >> LIMB;
            a[i] &= MASK;
        }
    }

    private static boolean below(long[] a, long[] b) {
        for (int i = LIMBS - 1; i >= 0; i--) {
            if (a[i] != b[i]) {
                return a[i] < b[i];
            }
        }
        return false;
    }

    private static long[] limbs(BigInteger value) {
        long[] limbs = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = value.shiftRight(i * LIMB).longValue() & MASK;
        }
        return limbs;
    }
}
