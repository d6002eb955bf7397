package org.zhaoku.verifier.qr;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where a point of a flat symbol, in modules, lies in the picture, in pixels: eight numbers, the ninth is 1. */
final class Projection {
    /** So little weight on being flat to the camera that it decides only what the points leave open. */
    private static final double FLATNESS = 1e-5;

    private final double size;
    private final double[] numbers;

    /** A point of the symbol and where it was seen. */
    record Pin(double column, double row, double x, double y) {}

    private Projection(double size, double[] numbers) {
        this.size = size;
        this.numbers = numbers;
    }

    /**
     * Takes the three corners for granted.
     *
     * @param size modules from the middle of one finder pattern, at 3.5, to that of the next
     * @param right how much further away than the top left the top right corner is, 1 if it is not
     * @param down the same of the bottom left corner
     */
    static Projection of(Corners corners, double size, double right, double down) {
        double x0 = corners.topLeft().getX();
        double y0 = corners.topLeft().getY();
        double[] numbers = {
            right * corners.topRight().getX() - x0,
            down * corners.bottomLeft().getX() - x0,
            x0,
            right * corners.topRight().getY() - y0,
            down * corners.bottomLeft().getY() - y0,
            y0,
            right - 1,
            down - 1
        };
        return new Projection(size, numbers);
    }

    /** The projection that fits the pins best; empty if they lie in one line. */
    static Optional<Projection> fitting(List<Pin> pins, double size) {
        var sums = new double[8][9];
        double scale = pins.stream()
                        .mapToDouble(pin -> Math.abs(pin.x()) + Math.abs(pin.y()))
                        .max()
                        .orElse(1)
                + 1;
        for (Pin pin : pins) {
            double u = (pin.column() - 3.5) / size;
            double v = (pin.row() - 3.5) / size;
            double x = pin.x() / scale;
            double y = pin.y() / scale;
            add(sums, new double[] {u, v, 1, 0, 0, 0, -u * x, -v * x, x});
            add(sums, new double[] {0, 0, 0, u, v, 1, -u * y, -v * y, y});
        }
        sums[6][6] += FLATNESS;
        sums[7][7] += FLATNESS;
        if (!solve(sums)) {
            return Optional.empty();
        }
        var numbers = new double[8];
        for (int i = 0; i < 8; i++) {
            numbers[i] = i < 6 ? sums[i][8] * scale : sums[i][8];
        }
        return Optional.of(new Projection(size, numbers));
    }

    private static void add(double[][] sums, double[] equation) {
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 9; j++) {
                sums[i][j] += equation[i] * equation[j];
            }
        }
    }

    /** Gauss and Jordan; the solution stands in the last column. */
    private static boolean solve(double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            int best = i;
            for (int j = i + 1; j < rows.length; j++) {
                best = Math.abs(rows[j][i]) > Math.abs(rows[best][i]) ? j : best;
            }
            double[] pivot = rows[best];
            rows[best] = rows[i];
            rows[i] = pivot;
            double by = pivot[i];
            if (Math.abs(by) < 1e-12) {
                return false;
            }
            Arrays.setAll(pivot, j -> pivot[j] / by);
            for (double[] row : rows) {
                if (row != pivot) {
                    double times = row[i];
                    Arrays.setAll(row, j -> row[j] - times * pivot[j]);
                }
            }
        }
        return true;
    }

    double x(double column, double row) {
        return (numbers[0] * (column - 3.5) + numbers[1] * (row - 3.5) + numbers[2] * size) / depth(column, row);
    }

    double y(double column, double row) {
        return (numbers[3] * (column - 3.5) + numbers[4] * (row - 3.5) + numbers[5] * size) / depth(column, row);
    }

    private double depth(double column, double row) {
        return numbers[6] * (column - 3.5) + numbers[7] * (row - 3.5) + size;
    }

    /** Pixels that a module is wide in the middle of the symbol, roughly. */
    double modulePixels() {
        double middle = 3.5 + size / 2;
        return Math.hypot(x(middle + 1, middle) - x(middle, middle), y(middle + 1, middle) - y(middle, middle));
    }
}
