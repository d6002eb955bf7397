package org.zhaoku.verifier.sm;

import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * What makes a signature right (GB/T 32918.2 §7.1): the x-coordinate of s·G + t·Q, with t = r + s, is r − e modulo n.
 */
final class Equation {
    /** 1 to n − 1. */
    private final long[] s;

    /** 1 to n − 1. */
    private final long[] t;

    /** r − e modulo n. */
    private final long[] x;

    private Equation(long[] s, long[] t, long[] x) {
        this.s = s;
        this.t = t;
        this.x = x;
    }

    /** @return null if r, s or t is out of range, which no right signature has */
    static @Nullable Equation of(Bytes digest, Sm2Signature signature) {
        long[] r = Scalar.of(signature.raw(), 0);
        long[] s = Scalar.of(signature.raw(), 32);
        if (!Scalar.inRange(r) || !Scalar.inRange(s)) {
            return null;
        }
        long[] t = Scalar.add(r, s);
        return Scalar.isZero(t) ? null : new Equation(s, t, Scalar.subtract(r, Scalar.reduce(Scalar.of(digest, 0))));
    }

    /** The left side with tables, {@link Sum#isLost} if they do not suffice. */
    Sum withTables(WindowTable g, WindowTable q) {
        var sum = new Sum();
        g.addTo(sum, s);
        q.addTo(sum, t);
        return sum;
    }

    /** The left side without tables, right for whatever points and scalars: double and add. */
    Sum withoutTables(CurvePoint q) {
        var sum = new Sum();
        for (int bit = 255; bit >= 0; bit--) {
            sum.twice();
            if ((s[bit >>> 6] >>> bit & 1) != 0) {
                sum.add(Curve.G.x(), Curve.G.y());
            }
            if ((t[bit >>> 6] >>> bit & 1) != 0) {
                sum.add(q.x(), q.y());
            }
        }
        return sum;
    }

    /** Whether the equation holds for its left side; not of a lost one. */
    boolean holds(Sum left) {
        if (left.isInfinite()) {
            return false;
        }
        if (left.hasX(Field.ofWords(x))) {
            return true;
        }
        // x-coordinates go up to p, which is more than n: a few are x + n
        return Scalar.isBelowGap(x) && left.hasX(Field.ofWords(Scalar.plusOrder(x)));
    }
}
