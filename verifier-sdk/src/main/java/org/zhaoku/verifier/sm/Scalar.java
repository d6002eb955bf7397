package org.zhaoku.verifier.sm;

import java.math.BigInteger;
import org.zhaoku.verifier.bytes.Bytes;

/** Numbers below 2^256 in four words of 64 bits, the lowest first, and sums of them modulo the order n of the curve. */
final class Scalar {
    static final BigInteger N = new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);

    private static final int WORDS = 4;
    private static final long[] ORDER = of(N);
    private static final long[] HALF = of(N.shiftRight(1));
    private static final long[] GAP = of(Field.P.subtract(N));

    private Scalar() {}

    static long[] of(BigInteger value) {
        long[] words = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = value.shiftRight(64 * i).longValue();
        }
        return words;
    }

    /** 32 bytes, big-endian. */
    static long[] of(Bytes bytes, int at) {
        long[] words = new long[WORDS];
        for (int i = 0; i < 32; i++) {
            words[3 - i / 8] = words[3 - i / 8] << 8 | bytes.at(at + i);
        }
        return words;
    }

    static boolean isZero(long[] a) {
        return (a[0] | a[1] | a[2] | a[3]) == 0;
    }

    /** Whether {@code a} lies in 1…n−1. */
    static boolean inRange(long[] a) {
        return !isZero(a) && below(a, ORDER);
    }

    /** Whether a + n is below p. */
    static boolean isBelowGap(long[] a) {
        return below(a, GAP);
    }

    /** Whether {@code a} is more than n/2. */
    static boolean isUpperHalf(long[] a) {
        return below(HALF, a);
    }

    /** {@code a} modulo n. */
    static long[] reduce(long[] a) {
        return below(a, ORDER) ? a : minus(a, ORDER);
    }

    /** a + b modulo n, of numbers below n. */
    static long[] add(long[] a, long[] b) {
        long[] gap = minus(ORDER, b);
        return below(a, gap) ? plus(a, b) : minus(a, gap);
    }

    /** a − b modulo n, of numbers below n. */
    static long[] subtract(long[] a, long[] b) {
        return below(a, b) ? minus(a, minus(b, ORDER)) : minus(a, b);
    }

    /** n − a, of a number up to n. */
    static long[] negate(long[] a) {
        return minus(ORDER, a);
    }

    /** a + n modulo 2^256. */
    static long[] plusOrder(long[] a) {
        return plus(a, ORDER);
    }

    private static boolean below(long[] a, long[] b) {
        for (int i = WORDS - 1; i >= 0; i--) {
            if (a[i] != b[i]) {
                return Long.compareUnsigned(a[i], b[i]) < 0;
            }
        }
        return false;
    }

    private static long[] plus(long[] a, long[] b) {
        long[] sum = new long[WORDS];
        long carry = 0;
        for (int i = 0; i < WORDS; i++) {
            long half = a[i] + carry;
            carry = Long.compareUnsigned(half, carry) < 0 ? 1 : 0;
            sum[i] = half + b[i];
            carry += Long.compareUnsigned(sum[i], half) < 0 ? 1 : 0;
        }
        return sum;
    }

    private static long[] minus(long[] a, long[] b) {
        long[] difference = new long[WORDS];
        long borrow = 0;
        for (int i = 0; i < WORDS; i++) {
            long half = a[i] - b[i];
            long next = Long.compareUnsigned(a[i], b[i]) < 0 ? 1 : 0;
            difference[i] = half - borrow;
            borrow = next + (Long.compareUnsigned(half, borrow) < 0 ? 1 : 0);
        }
        return difference;
    }
}
