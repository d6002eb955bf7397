package org.zhaoku.verifier.sm;

/**
 * Multiples of one point for a sum without doublings: for each window of w bits of a scalar, and each j from 1 to 2^(w−1),
 * the point j·2^(w·window)·P. Digits are signed, so half of the multiples is enough.
 */
final class WindowTable {
    /** Words of 64 bits for one point: x and y in Montgomery form, packed. */
    private static final int POINT = 8;

    private final int width;
    private final int windows;
    private final int half;
    private final long[] words;

    WindowTable(CurvePoint point, int width) {
        this.width = width;
        // a scalar that is more than n/2 is negated, so that the last digit carries nothing
        this.windows = (256 + width - 1) / width;
        this.half = 1 << (width - 1);
        this.words = new long[windows * half * POINT];
        putBases(point);
        for (int count = 1; count < half; count *= 2) {
            putNext(count);
        }
    }

    /** Bytes that a table of this width takes. */
    static long bytes(int width) {
        return (256L + width - 1) / width * (1L << (width - 1)) * POINT * Long.BYTES;
    }

    long bytes() {
        return (long) words.length * Long.BYTES;
    }

    private int at(int window, int multiple) {
        return (window * half + multiple - 1) * POINT;
    }

    private void putBases(CurvePoint point) {
        var sum = new Sum();
        sum.add(point.x(), point.y());
        var bases = new Sum[windows];
        for (int window = 0; window < windows; window++) {
            bases[window] = sum.copy();
            for (int i = 0; i < width; i++) {
                sum.twice();
            }
        }
        CurvePoint[] affine = Sum.affine(bases);
        for (int window = 0; window < windows; window++) {
            Field.pack(affine[window].x(), words, at(window, 1));
            Field.pack(affine[window].y(), words, at(window, 1) + POINT / 2);
        }
    }

    /**
     * From the multiples 1…k those up to 2k, in all windows with one inversion. No denominator is 0: the order of the point
     * is a prime, and far greater than the multiples.
     */
    private void putNext(int k) {
        long[] ax = Field.element();
        long[] ay = Field.element();
        long[] bx = Field.element();
        long[] by = Field.element();
        long[][] slopes = new long[windows * k][Field.LIMBS];
        for (int i = 0; i < slopes.length; i++) {
            int j = i % k + 1;
            read(at(i / k, k), ax, ay);
            read(at(i / k, j), bx, by);
            if (j == k) {
                Field.add(slopes[i], ay, ay);
            } else {
                Field.subtract(slopes[i], ax, bx);
            }
        }
        Field.invertAll(slopes);
        long[] one = Field.one();
        for (int i = 0; i < slopes.length; i++) {
            int j = i % k + 1;
            long[] slope = slopes[i];
            read(at(i / k, k), ax, ay);
            read(at(i / k, j), bx, by);
            if (j == k) {
                // 3(x² − 1) / 2y
                Field.square(by, ax);
                Field.subtract(by, by, one);
                Field.multiply(slope, slope, by);
                Field.add(by, slope, slope);
                Field.add(slope, slope, by);
            } else {
                Field.subtract(by, ay, by);
                Field.multiply(slope, slope, by);
            }
            Field.square(by, slope);
            Field.subtract(by, by, ax);
            Field.subtract(bx, by, bx);
            Field.subtract(ax, ax, bx);
            Field.multiply(slope, slope, ax);
            Field.subtract(slope, slope, ay);
            Field.pack(bx, words, at(i / k, k + j));
            Field.pack(slope, words, at(i / k, k + j) + POINT / 2);
        }
    }

    private void read(int at, long[] x, long[] y) {
        Field.unpack(words, at, x);
        Field.unpack(words, at + POINT / 2, y);
    }

    /** Adds scalar·P to the sum by {@link Sum#addOther}. */
    void addTo(Sum sum, long[] scalar) {
        boolean negated = Scalar.isUpperHalf(scalar);
        long[] rest = negated ? Scalar.negate(scalar) : scalar;
        int[] digits = digits(rest);
        long[] picked = pick(digits);
        long[] x = Field.element();
        long[] y = Field.element();
        for (int window = 0; window < windows; window++) {
            if (digits[window] != 0) {
                Field.unpack(picked, window * POINT, x);
                Field.unpack(picked, window * POINT + POINT / 2, y);
                long sign = digits[window] < 0 ^ negated ? -1 : 0;
                for (int i = 0; i < Field.LIMBS; i++) {
                    y[i] = (y[i] ^ sign) - sign;
                }
                sum.addOther(x, y);
            }
        }
    }

    // all points before the first addition: memory is slow, but it answers many questions at once
    private long[] pick(int[] digits) {
        long[] picked = new long[windows * POINT];
        for (int window = 0; window < windows; window++) {
            int multiple = Math.max(1, Math.abs(digits[window]));
            System.arraycopy(words, at(window, multiple), picked, window * POINT, POINT);
        }
        return picked;
    }

    private int[] digits(long[] scalar) {
        int[] digits = new int[windows];
        int carry = 0;
        for (int window = 0; window < windows; window++) {
            int digit = bits(scalar, window * width) + carry;
            carry = digit > half ? 1 : 0;
            digits[window] = digit - (carry << width);
        }
        return digits;
    }

    private int bits(long[] scalar, int from) {
        int word = from >>> 6;
        long bits = scalar[word] >>> from;
        if ((from & 63) + width > 64 && word < 3) {
            bits |= scalar[word + 1] << -from;
        }
        return (int) bits & ((1 << width) - 1);
    }
}
