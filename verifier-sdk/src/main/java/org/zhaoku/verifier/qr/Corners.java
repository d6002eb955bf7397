package org.zhaoku.verifier.qr;

import com.google.zxing.ResultPoint;
import com.google.zxing.qrcode.detector.FinderPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Three finder patterns that may belong to one symbol, and about how many modules wide it would be. */
record Corners(FinderPattern bottomLeft, FinderPattern topLeft, FinderPattern topRight, double modules, double strain) {
    private static final double MAX_LEG_RATIO = 2;
    private static final double MAX_COSINE = 0.6;
    private static final double MAX_SIZE_RATIO = 2;
    private static final double MIN_MODULES = 18;
    private static final double MAX_MODULES = 200;

    /** The likeliest first: those nearest to an even right angle of patterns of one size. */
    static List<Corners> among(List<FinderPattern> patterns) {
        List<Corners> all = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            for (int j = i + 1; j < patterns.size(); j++) {
                for (int k = j + 1; k < patterns.size(); k++) {
                    Corners corners = of(patterns.get(i), patterns.get(j), patterns.get(k));
                    if (corners.isPossible()) {
                        all.add(corners);
                    }
                }
            }
        }
        all.sort(Comparator.comparingDouble(Corners::strain));
        return all;
    }

    private static Corners of(FinderPattern a, FinderPattern b, FinderPattern c) {
        FinderPattern[] ordered = {a, b, c};
        ResultPoint.orderBestPatterns(ordered);
        FinderPattern bottomLeft = ordered[0];
        FinderPattern topLeft = ordered[1];
        FinderPattern topRight = ordered[2];
        double right = ResultPoint.distance(topLeft, topRight);
        double down = ResultPoint.distance(topLeft, bottomLeft);
        double across = ResultPoint.distance(bottomLeft, topRight);
        double cosine = (right * right + down * down - across * across) / (2 * right * down);
        double largest =
                Math.max(a.getEstimatedModuleSize(), Math.max(b.getEstimatedModuleSize(), c.getEstimatedModuleSize()));
        double smallest =
                Math.min(a.getEstimatedModuleSize(), Math.min(b.getEstimatedModuleSize(), c.getEstimatedModuleSize()));
        double strain = Math.abs(Math.log(right / down)) / Math.log(MAX_LEG_RATIO)
                + Math.abs(cosine) / MAX_COSINE
                + Math.log(largest / smallest) / Math.log(MAX_SIZE_RATIO);
        boolean possible = Math.max(right, down) <= MAX_LEG_RATIO * Math.min(right, down)
                && Math.abs(cosine) <= MAX_COSINE
                && largest <= MAX_SIZE_RATIO * smallest;
        double modules = 7 + (modules(topLeft, topRight, right) + modules(topLeft, bottomLeft, down)) / 2;
        return new Corners(bottomLeft, topLeft, topRight, modules, possible ? strain : Double.POSITIVE_INFINITY);
    }

    /** Sizes were measured along a row, which is longer in a pattern that is turned. */
    private static double modules(FinderPattern from, FinderPattern to, double distance) {
        double along = Math.max(Math.abs(to.getX() - from.getX()), Math.abs(to.getY() - from.getY())) / distance;
        double size = (from.getEstimatedModuleSize() + to.getEstimatedModuleSize()) / 2 * along;
        return distance / size;
    }

    private boolean isPossible() {
        return Double.isFinite(strain) && modules >= MIN_MODULES && modules <= MAX_MODULES;
    }

    /** How much further away than the top left another corner is, by its size: 1 if the symbol is seen straight on. */
    double tilt(FinderPattern corner) {
        // a size shrinks with the distance across the tilt, and with its square along it
        return Math.pow(topLeft.getEstimatedModuleSize() / (double) corner.getEstimatedModuleSize(), 1 / 1.5);
    }

    boolean shares(Corners other) {
        return has(other.bottomLeft) || has(other.topLeft) || has(other.topRight);
    }

    private boolean has(FinderPattern pattern) {
        return pattern.equals(bottomLeft) || pattern.equals(topLeft) || pattern.equals(topRight);
    }
}
