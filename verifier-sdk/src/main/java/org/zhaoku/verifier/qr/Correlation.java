package org.zhaoku.verifier.qr;

/** Pearson's coefficient of pairs: blind to how light a picture is and how strong its contrast. */
final class Correlation {
    private int count;
    private double x;
    private double y;
    private double xx;
    private double yy;
    private double xy;

    void add(double expected, double seen) {
        count++;
        x += expected;
        y += seen;
        xx += expected * expected;
        yy += seen * seen;
        xy += expected * seen;
    }

    /** From -1 to 1; 0 if one side never changes. */
    double value() {
        double spreads = (count * xx - x * x) * (count * yy - y * y);
        return spreads <= 1e-9 ? 0 : (count * xy - x * y) / Math.sqrt(spreads);
    }
}
