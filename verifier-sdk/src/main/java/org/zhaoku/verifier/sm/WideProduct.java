package org.zhaoku.verifier.sm;

/** The one place that needs the upper half of a product of two longs: a platform without that instruction replaces this class. */
final class WideProduct {
    private WideProduct() {}

    /** The upper 64 bits of the signed 128-bit product. */
    static long high(long a, long b) {
        return Math.multiplyHigh(a, b);
    }
}
