package org.zhaoku.verifier.sm;

/** A point of the curve, not at infinity, by its coordinates in {@link Field}; they are only read. */
final class CurvePoint {
    private final long[] x;
    private final long[] y;

    CurvePoint(long[] x, long[] y) {
        this.x = x;
        this.y = y;
    }

    long[] x() {
        return x;
    }

    long[] y() {
        return y;
    }
}
