package org.zhaoku.verifier.sm;

import static org.zhaoku.verifier.sm.WideProduct.high;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Arithmetic modulo p = 2^256 − 2^224 − 2^96 + 2^64 − 1, on public values only: nothing here takes the same time for all.
 *
 * <p>An element is five signed limbs of 56 bits, the lowest first, in Montgomery form with R = 2^280. Sums and differences are
 * taken limb by limb and carry nothing; what is multiplied may have limbs up to 2^58 (four products added up) in absolute
 * value. A product has limbs up to 2^56 + 2^10 and a value up to 2^7·p in absolute value: the multiple of p that is added is
 * not bounded by R. Factors up to 2^10·p each leave that unchanged.
 *
 * <p>A product of two limbs is wanted as high·2^56 + low: with both shifted left by 4 bits its upper word is just that high
 * part. The highs and, modulo 2^64, the products times 16 are added up by themselves; the lows of a column, five at most, are
 * the difference, which fits into 63 bits. So no carry is ever asked for.
 */
final class Field {
    static final int LIMBS = 5;
    static final BigInteger P = new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF", 16);

    private static final int LIMB = 56;
    private static final int WIDE = 4;
    private static final int LOW = LIMB + WIDE;
    private static final long MASK = (1L << LIMB) - 1;
    private static final BigInteger R = BigInteger.ONE.shiftLeft(LIMBS * LIMB);
    private static final long[] P_LIMBS = limbs(P);
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
        long b4 = b[4] << WIDE;
        long b0 = b[0] << WIDE;
        long b1 = b[1] << WIDE;
        long b2 = b[2] << WIDE;
        long b3 = b[3] << WIDE;
        long w0 = a0 << WIDE;
        long w1 = a1 << WIDE;
        long w2 = a2 << WIDE;
        long w3 = a3 << WIDE;
        long w4 = a4 << WIDE;
        long h0 = high(w0, b0);
        long t0 = (a0 * b0 - (h0 << LOW)) >> WIDE;
        long h1 = high(w0, b1) + high(w1, b0);
        long t1 = ((a0 * b1 + a1 * b0 - (h1 << LOW)) >> WIDE) + h0;
        long h2 = high(w0, b2) + high(w1, b1) + high(w2, b0);
        long t2 = ((a0 * b2 + a1 * b1 + a2 * b0 - (h2 << LOW)) >> WIDE) + h1;
        long h3 = high(w0, b3) + high(w1, b2) + high(w2, b1) + high(w3, b0);
        long t3 = ((a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << LOW)) >> WIDE) + h2;
        long h4 = high(w0, b4) + high(w1, b3) + high(w2, b2) + high(w3, b1) + high(w4, b0);
        long t4 = ((a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << LOW)) >> WIDE) + h3;
        long h5 = high(w1, b4) + high(w2, b3) + high(w3, b2) + high(w4, b1);
        long t5 = ((a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << LOW)) >> WIDE) + h4;
        long h6 = high(w2, b4) + high(w3, b3) + high(w4, b2);
        long t6 = ((a2 * b4 + a3 * b3 + a4 * b2 - (h6 << LOW)) >> WIDE) + h5;
        long h7 = high(w3, b4) + high(w4, b3);
        long t7 = ((a3 * b4 + a4 * b3 - (h7 << LOW)) >> WIDE) + h6;
        long h8 = high(w4, b4);
        long t8 = ((a4 * b4 - (h8 << LOW)) >> WIDE) + h7;
        long t9 = h8;
        t1 += ((t0 << 8) & MASK) - ((t0 << 40) & MASK);
        t2 += (t0 >> 48) - (t0 >> 16);
        t4 += ((t0 << 32) & MASK) - t0;
        t5 += t0 >> 24;
        t2 += ((t1 << 8) & MASK) - ((t1 << 40) & MASK);
        t3 += (t1 >> 48) - (t1 >> 16);
        t5 += ((t1 << 32) & MASK) - t1;
        t6 += t1 >> 24;
        t3 += ((t2 << 8) & MASK) - ((t2 << 40) & MASK);
        t4 += (t2 >> 48) - (t2 >> 16);
        t6 += ((t2 << 32) & MASK) - t2;
        t7 += t2 >> 24;
        t4 += ((t3 << 8) & MASK) - ((t3 << 40) & MASK);
        t5 += (t3 >> 48) - (t3 >> 16);
        t7 += ((t3 << 32) & MASK) - t3;
        t8 += t3 >> 24;
        t5 += ((t4 << 8) & MASK) - ((t4 << 40) & MASK);
        t6 += (t4 >> 48) - (t4 >> 16);
        t8 += ((t4 << 32) & MASK) - t4;
        t9 += t4 >> 24;
        out[4] = t9 + (t8 >> LIMB);
        out[3] = (t8 & MASK) + (t7 >> LIMB);
        out[2] = (t7 & MASK) + (t6 >> LIMB);
        out[1] = (t6 & MASK) + (t5 >> LIMB);
        out[0] = t5 & MASK;
    }

    /** a²; {@code out} may be {@code a}. */
    static void square(long[] out, long[] a) {
        long a4 = a[4];
        long a0 = a[0];
        long a1 = a[1];
        long a2 = a[2];
        long a3 = a[3];
        long w0 = a0 << WIDE;
        long w1 = a1 << WIDE;
        long w2 = a2 << WIDE;
        long w3 = a3 << WIDE;
        long w4 = a4 << WIDE;
        long h0 = high(w0, w0);
        long t0 = (a0 * w0 - (h0 << LOW)) >> WIDE;
        long h1 = high(w0, w1) << 1;
        long t1 = ((2 * a0 * w1 - (h1 << LOW)) >> WIDE) + h0;
        long h2 = (high(w0, w2) << 1) + high(w1, w1);
        long t2 = ((2 * a0 * w2 + a1 * w1 - (h2 << LOW)) >> WIDE) + h1;
        long h3 = (high(w0, w3) + high(w1, w2)) << 1;
        long t3 = ((((a0 * w3 + a1 * w2) << 1) - (h3 << LOW)) >> WIDE) + h2;
        long h4 = ((high(w0, w4) + high(w1, w3)) << 1) + high(w2, w2);
        long t4 = ((((a0 * w4 + a1 * w3) << 1) + a2 * w2 - (h4 << LOW)) >> WIDE) + h3;
        long h5 = (high(w1, w4) + high(w2, w3)) << 1;
        long t5 = ((((a1 * w4 + a2 * w3) << 1) - (h5 << LOW)) >> WIDE) + h4;
        long h6 = (high(w2, w4) << 1) + high(w3, w3);
        long t6 = ((2 * a2 * w4 + a3 * w3 - (h6 << LOW)) >> WIDE) + h5;
        long h7 = high(w3, w4) << 1;
        long t7 = ((2 * a3 * w4 - (h7 << LOW)) >> WIDE) + h6;
        long h8 = high(w4, w4);
        long t8 = ((a4 * w4 - (h8 << LOW)) >> WIDE) + h7;
        long t9 = h8;
        t1 += ((t0 << 8) & MASK) - ((t0 << 40) & MASK);
        t2 += (t0 >> 48) - (t0 >> 16);
        t4 += ((t0 << 32) & MASK) - t0;
        t5 += t0 >> 24;
        t2 += ((t1 << 8) & MASK) - ((t1 << 40) & MASK);
        t3 += (t1 >> 48) - (t1 >> 16);
        t5 += ((t1 << 32) & MASK) - t1;
        t6 += t1 >> 24;
        t3 += ((t2 << 8) & MASK) - ((t2 << 40) & MASK);
        t4 += (t2 >> 48) - (t2 >> 16);
        t6 += ((t2 << 32) & MASK) - t2;
        t7 += t2 >> 24;
        t4 += ((t3 << 8) & MASK) - ((t3 << 40) & MASK);
        t5 += (t3 >> 48) - (t3 >> 16);
        t7 += ((t3 << 32) & MASK) - t3;
        t8 += t3 >> 24;
        t5 += ((t4 << 8) & MASK) - ((t4 << 40) & MASK);
        t6 += (t4 >> 48) - (t4 >> 16);
        t8 += ((t4 << 32) & MASK) - t4;
        t9 += t4 >> 24;
        out[4] = t9 + (t8 >> LIMB);
        out[3] = (t8 & MASK) + (t7 >> LIMB);
        out[2] = (t7 & MASK) + (t6 >> LIMB);
        out[1] = (t6 & MASK) + (t5 >> LIMB);
        out[0] = t5 & MASK;
    }

    /**
     * a/R as a number from 0 to p. Each step adds the multiple m·p that clears the lowest limb, with m below 2^56.
     */
    private static void reduceExactly(long[] out, long[] a) {
        long[] t = Arrays.copyOf(a, 2 * LIMBS);
        for (int i = 0; i < LIMBS; i++) {
            long m = t[i] & MASK;
            t[i + 1] += (t[i] >> LIMB) + ((m << 8) & MASK) - ((m << 40) & MASK);
            t[i + 2] += (m >> 48) - (m >> 16);
            t[i + 4] += ((m << 32) & MASK) - m;
            t[i + 5] += m >> 24;
        }
        System.arraycopy(t, LIMBS, out, 0, LIMBS);
        carry(out);
    }

    /** Whether {@code a} is a multiple of p. */
    static boolean isZero(long[] a) {
        long[] out = element();
        reduceExactly(out, a);
        return (out[0] | out[1] | out[2] | out[3] | out[4]) == 0 || Arrays.equals(out, P_LIMBS);
    }

    /** The number from 0 to p − 1 for which {@code a} stands. */
    static BigInteger value(long[] a) {
        long[] out = element();
        reduceExactly(out, a);
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
        multiply(out, a, R_SQUARED);
        reduceExactly(out, out);
        if (Arrays.equals(out, P_LIMBS)) {
            Arrays.fill(out, 0);
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

    private static long[] limbs(BigInteger value) {
        long[] limbs = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = value.shiftRight(i * LIMB).longValue() & MASK;
        }
        return limbs;
    }
}
