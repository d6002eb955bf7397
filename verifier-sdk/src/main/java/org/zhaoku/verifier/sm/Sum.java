package org.zhaoku.verifier.sm;

/**
 * A sum of points while it grows, in coordinates x = X/ZZ, y = Y/ZZZ with ZZ³ = ZZZ² (XYZZ; formulas madd-2008-s and
 * dbl-2008-s-1 of the Explicit-Formulas Database, a = −3). ZZ = 0 is the point at infinity.
 */
final class Sum {
    private final long[] x = Field.element();
    private final long[] y = Field.element();
    private final long[] zz = Field.element();
    private final long[] zzz = Field.element();
    private final long[] p = Field.element();
    private final long[] r = Field.element();
    private final long[] t = Field.element();
    private final long[] u = Field.element();
    private boolean empty = true;

    /**
     * Adds a point that is neither this sum nor its opposite. If it is one of them, ZZ becomes 0 and stays so: {@link
     * #isLost} then says that nothing is known.
     */
    void addOther(long[] px, long[] py) {
        if (empty) {
            set(px, py);
            return;
        }
        differences(px, py);
        addDifferences();
    }

    /** Adds any point. */
    void add(long[] px, long[] py) {
        if (empty) {
            set(px, py);
            return;
        }
        differences(px, py);
        if (!Field.isZero(p)) {
            addDifferences();
        } else if (Field.isZero(r)) {
            twice();
        } else {
            empty = true;
        }
    }

    private void set(long[] px, long[] py) {
        System.arraycopy(px, 0, x, 0, Field.LIMBS);
        System.arraycopy(py, 0, y, 0, Field.LIMBS);
        System.arraycopy(Field.one(), 0, zz, 0, Field.LIMBS);
        System.arraycopy(Field.one(), 0, zzz, 0, Field.LIMBS);
        empty = false;
    }

    private void differences(long[] px, long[] py) {
        Field.multiply(p, px, zz);
        Field.multiply(r, py, zzz);
        Field.subtract(p, p, x);
        Field.subtract(r, r, y);
    }

    private void addDifferences() {
        // t = P², u = P³
        Field.square(t, p);
        Field.multiply(u, p, t);
        Field.multiply(zz, zz, t);
        Field.multiply(zzz, zzz, u);
        // t = Q = X·P²
        Field.multiply(t, x, t);
        Field.square(x, r);
        for (int i = 0; i < Field.LIMBS; i++) {
            x[i] -= u[i] + 2 * t[i];
            t[i] -= x[i];
        }
        Field.multiply(u, y, u);
        Field.multiply(y, t, r);
        Field.subtract(y, y, u);
    }

    /** Doubles the sum. There is no point of order 2, so that infinity is the only special case. */
    void twice() {
        if (empty) {
            return;
        }
        // p = U = 2Y, t = V = U², u = W = U·V, r = M = 3(X − ZZ)(X + ZZ), x = S = X·V
        Field.add(p, y, y);
        Field.square(t, p);
        Field.multiply(u, p, t);
        Field.subtract(p, x, zz);
        Field.add(r, x, zz);
        Field.multiply(r, p, r);
        Field.multiply(p, x, t);
        Field.multiply(zz, zz, t);
        Field.multiply(zzz, zzz, u);
        for (int i = 0; i < Field.LIMBS; i++) {
            r[i] *= 3;
        }
        Field.square(x, r);
        for (int i = 0; i < Field.LIMBS; i++) {
            x[i] -= 2 * p[i];
            p[i] -= x[i];
        }
        Field.multiply(u, y, u);
        Field.multiply(y, p, r);
        Field.subtract(y, y, u);
    }

    Sum copy() {
        var copy = new Sum();
        System.arraycopy(x, 0, copy.x, 0, Field.LIMBS);
        System.arraycopy(y, 0, copy.y, 0, Field.LIMBS);
        System.arraycopy(zz, 0, copy.zz, 0, Field.LIMBS);
        System.arraycopy(zzz, 0, copy.zzz, 0, Field.LIMBS);
        copy.empty = empty;
        return copy;
    }

    /** The points that these sums are, with one inversion for all; none is at infinity. */
    static CurvePoint[] affine(Sum[] sums) {
        long[][] inverses = new long[sums.length][];
        for (int i = 0; i < sums.length; i++) {
            inverses[i] = sums[i].zzz.clone();
        }
        Field.invertAll(inverses);
        var points = new CurvePoint[sums.length];
        for (int i = 0; i < sums.length; i++) {
            // 1/ZZ = (ZZ/ZZZ)²
            long[] x = Field.element();
            Field.multiply(x, sums[i].zz, inverses[i]);
            Field.square(x, x);
            Field.multiply(x, x, sums[i].x);
            long[] y = Field.element();
            Field.multiply(y, sums[i].y, inverses[i]);
            points[i] = new CurvePoint(x, y);
        }
        return points;
    }

    boolean isInfinite() {
        return empty;
    }

    /** Whether ZZ is 0 because {@link #addOther} met a point that it cannot add; also if nothing was added. */
    boolean isLost() {
        return Field.isZero(zz);
    }

    /** Whether the sum's x-coordinate is {@code value}; not of an infinite one. */
    boolean hasX(long[] value) {
        Field.multiply(p, value, zz);
        Field.subtract(p, p, x);
        return Field.isZero(p);
    }
}
