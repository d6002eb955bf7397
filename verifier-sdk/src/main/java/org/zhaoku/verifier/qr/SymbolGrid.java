package org.zhaoku.verifier.qr;

import com.google.zxing.FormatException;
import com.google.zxing.qrcode.decoder.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where each module of a symbol lies in a picture. The corners say it for a small symbol seen straight on; for others the timing
 * patterns (ISO/IEC 18004:2015, 6.3.5) say how many modules there are and how the symbol is tilted, and the alignment patterns
 * (6.3.6) the rest, down to a page that is not flat.
 */
final class SymbolGrid {
    private static final double TILT_STEP = 1.012;
    private static final int TILT_STEPS = 22;
    private static final double GOOD_TIMING = 0.6;
    private static final double LEAST_TIMING = 0.35;
    private static final double LEAST_ALIGNMENT = 0.65;
    private static final double SEARCH_MODULES = 1.5;

    private final Grey picture;
    private final int dimension;
    private Projection projection;
    private final List<Projection.Pin> bends = new ArrayList<>();

    private SymbolGrid(Grey picture, int dimension, Projection projection) {
        this.picture = picture;
        this.dimension = dimension;
        this.projection = projection;
    }

    private record Guess(int dimension, Projection projection, double timing) {}

    /** The grids that the timing patterns bear out, best first; none if these are not the corners of one symbol. */
    static List<SymbolGrid> of(Grey picture, Corners corners) {
        List<Guess> guesses = new ArrayList<>();
        int least = (int) (corners.modules() * 0.86) - 4;
        int most = (int) (corners.modules() * 1.14) + 4;
        for (int dimension = Math.max(21, least - (least - 17) % 4); dimension <= Math.min(177, most); dimension += 4) {
            Guess guess = guess(picture, corners, dimension);
            if (guess.timing() >= LEAST_TIMING) {
                guesses.add(guess);
            }
        }
        guesses.sort(Comparator.comparingDouble(Guess::timing).reversed());
        return guesses.stream()
                .limit(2)
                .map(guess -> {
                    var grid = new SymbolGrid(picture, guess.dimension(), guess.projection());
                    grid.align(corners);
                    return grid;
                })
                .toList();
    }

    /** Two rounds, since each timing pattern is missed if the tilt across it is far off. */
    private static Guess guess(Grey picture, Corners corners, int dimension) {
        double right = corners.tilt(corners.topRight());
        double down = corners.tilt(corners.bottomLeft());
        double nearRight = right;
        double nearDown = down;
        double timing = 0;
        for (int round = 0; round < 2 && timing < GOOD_TIMING; round++) {
            right = bestTilt(picture, corners, dimension, true, nearRight, down);
            down = bestTilt(picture, corners, dimension, false, nearDown, right);
            Projection projection = Projection.of(corners, dimension - 7, right, down);
            timing = Math.min(
                    timing(picture, projection, dimension, true), timing(picture, projection, dimension, false));
        }
        return new Guess(dimension, Projection.of(corners, dimension - 7, right, down), timing);
    }

    private static double bestTilt(
            Grey picture, Corners corners, int dimension, boolean along, double near, double other) {
        double best = near;
        double bestTiming = Double.NEGATIVE_INFINITY;
        for (int step = -TILT_STEPS; step <= TILT_STEPS; step++) {
            double tilt = near * Math.pow(TILT_STEP, step);
            Projection projection = Projection.of(corners, dimension - 7, along ? tilt : other, along ? other : tilt);
            double timing = timing(picture, projection, dimension, along);
            if (timing > bestTiming) {
                bestTiming = timing;
                best = tilt;
            }
        }
        return best;
    }

    /** How well black and white alternate between two corners: 1 as they should, 0 by chance. */
    private static double timing(Grey picture, Projection projection, int dimension, boolean along) {
        var fit = new Correlation();
        for (int module = 7; module < dimension - 7; module++) {
            double column = along ? module + 0.5 : 6.5;
            double row = along ? 6.5 : module + 0.5;
            fit.add(module % 2, picture.at(projection.x(column, row), projection.y(column, row)));
        }
        return fit.value();
    }

    private void align(Corners corners) {
        List<Projection.Pin> pins = new ArrayList<>();
        double far = dimension - 3.5;
        pins.add(new Projection.Pin(
                3.5, 3.5, corners.topLeft().getX(), corners.topLeft().getY()));
        pins.add(new Projection.Pin(
                far, 3.5, corners.topRight().getX(), corners.topRight().getY()));
        pins.add(new Projection.Pin(
                3.5, far, corners.bottomLeft().getX(), corners.bottomLeft().getY()));
        for (double[] centre : alignmentCentres()) {
            search(centre[0], centre[1]).ifPresent(pin -> {
                pins.add(pin);
                Projection.fitting(pins, dimension - 7).ifPresent(better -> projection = better);
            });
        }
        // a pattern that the data imitate lies far from where all others say
        pins.removeIf(pin -> bend(pin) > 1);
        Projection.fitting(pins, dimension - 7).ifPresent(better -> projection = better);
        for (Projection.Pin pin : pins) {
            bends.add(new Projection.Pin(
                    pin.column(),
                    pin.row(),
                    pin.x() - projection.x(pin.column(), pin.row()),
                    pin.y() - projection.y(pin.column(), pin.row())));
        }
    }

    private double bend(Projection.Pin pin) {
        return Math.hypot(
                        pin.x() - projection.x(pin.column(), pin.row()),
                        pin.y() - projection.y(pin.column(), pin.row()))
                / projection.modulePixels();
    }

    /** From the corner at the top left outwards, so that each is looked for from those beside it. */
    private List<double[]> alignmentCentres() {
        int[] centres;
        try {
            centres = Version.getProvisionalVersionForDimension(dimension).getAlignmentPatternCenters();
        } catch (FormatException e) {
            throw new IllegalStateException("dimension " + dimension, e);
        }
        List<double[]> all = new ArrayList<>();
        int last = centres.length - 1;
        for (int i = 0; i <= last; i++) {
            for (int j = 0; j <= last; j++) {
                boolean finder = (i == 0 && j == 0) || (i == 0 && j == last) || (i == last && j == 0);
                if (!finder) {
                    all.add(new double[] {centres[i] + 0.5, centres[j] + 0.5});
                }
            }
        }
        all.sort(Comparator.comparingDouble(centre -> centre[0] + centre[1]));
        return all;
    }

    private Optional<Projection.Pin> search(double column, double row) {
        double[] best = {column, row, Double.NEGATIVE_INFINITY};
        for (double step = 0.5, reach = SEARCH_MODULES; step > 0.1; reach = step, step /= 2.5) {
            double column0 = best[0];
            double row0 = best[1];
            for (double dx = -reach; dx <= reach; dx += step) {
                for (double dy = -reach; dy <= reach; dy += step) {
                    double fit = alignment(column0 + dx, row0 + dy);
                    if (fit > best[2]) {
                        best = new double[] {column0 + dx, row0 + dy, fit};
                    }
                }
            }
        }
        return best[2] < LEAST_ALIGNMENT
                ? Optional.empty()
                : Optional.of(new Projection.Pin(
                        column, row, projection.x(best[0], best[1]), projection.y(best[0], best[1])));
    }

    /** How well an alignment pattern fits there. */
    private double alignment(double column, double row) {
        var fit = new Correlation();
        for (int dx = -2; dx <= 2; dx++) {
            for (int dy = -2; dy <= 2; dy++) {
                int ring = Math.max(Math.abs(dx), Math.abs(dy));
                fit.add(ring % 2, picture.at(projection.x(column + dx, row + dy), projection.y(column + dx, row + dy)));
            }
        }
        return fit.value();
    }

    /** The grey of each module, row by row. */
    float[][] levels() {
        double spread = projection.modulePixels() > 3 ? 0.2 : 0;
        var levels = new float[dimension][dimension];
        for (int row = 0; row < dimension; row++) {
            for (int column = 0; column < dimension; column++) {
                levels[row][column] = level(column + 0.5, row + 0.5, spread);
            }
        }
        return levels;
    }

    private float level(double column, double row, double spread) {
        double weights = 0;
        double dx = 0;
        double dy = 0;
        for (Projection.Pin bend : bends) {
            double away = Math.hypot(bend.column() - column, bend.row() - row);
            double weight = 1 / (away * away + 4);
            weight *= weight;
            weights += weight;
            dx += bend.x() * weight;
            dy += bend.y() * weight;
        }
        double x = projection.x(column, row) + (weights > 0 ? dx / weights : 0);
        double y = projection.y(column, row) + (weights > 0 ? dy / weights : 0);
        float middle = picture.at(x, y);
        if (spread == 0) {
            return middle;
        }
        double apart = spread * projection.modulePixels();
        return (middle * 2
                        + picture.at(x - apart, y - apart)
                        + picture.at(x + apart, y - apart)
                        + picture.at(x - apart, y + apart)
                        + picture.at(x + apart, y + apart))
                / 6;
    }
}
