package org.zhaoku.verifier.qr;

import com.google.zxing.common.BitMatrix;

/** From the greys of a symbol's modules to black and white. */
final class Modules {
    private static final int NEIGHBOURHOOD = 6;

    private Modules() {}

    /**
     * Black is what is darker than the modules around it, so that a shadow or a lamp does not matter.
     *
     * @param sharpness how much of the difference to its four neighbours is added to each module: a blurred picture holds half
     *     of each module in its neighbours
     */
    static BitMatrix black(float[][] levels, float sharpness) {
        int size = levels.length;
        float[][] sharp = sharpness == 0 ? levels : sharpened(levels, sharpness);
        var sums = new double[size + 1][size + 1];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                sums[row + 1][column + 1] =
                        sharp[row][column] + sums[row][column + 1] + sums[row + 1][column] - sums[row][column];
            }
        }
        var black = new BitMatrix(size);
        for (int row = 0; row < size; row++) {
            int top = Math.max(0, row - NEIGHBOURHOOD);
            int bottom = Math.min(size, row + NEIGHBOURHOOD + 1);
            for (int column = 0; column < size; column++) {
                int left = Math.max(0, column - NEIGHBOURHOOD);
                int right = Math.min(size, column + NEIGHBOURHOOD + 1);
                double sum = sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left];
                if (sharp[row][column] * (bottom - top) * (right - left) < sum) {
                    black.set(column, row);
                }
            }
        }
        return black;
    }

    private static float[][] sharpened(float[][] levels, float sharpness) {
        int size = levels.length;
        var sharp = new float[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                float around = levels[Math.max(0, row - 1)][column]
                        + levels[Math.min(size - 1, row + 1)][column]
                        + levels[row][Math.max(0, column - 1)]
                        + levels[row][Math.min(size - 1, column + 1)];
                sharp[row][column] = levels[row][column] * (1 + sharpness) - sharpness * around / 4;
            }
        }
        return sharp;
    }
}
