package org.zhaoku.verifier.qr;

import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** A picture in 256 levels of grey, row by row, as every look at it wants it. */
final class Grey {
    private static final int STRIP_ROWS = 64;

    private final int width;
    private final int height;
    private final byte[] levels;

    Grey(int width, int height, byte[] levels) {
        this.width = width;
        this.height = height;
        this.levels = levels;
    }

    /** What is transparent is white: a code without a background is meant to stand on paper. */
    static Grey of(BufferedImage image) {
        int width = image.getWidth();
        var levels = new byte[width * image.getHeight()];
        int rows = Math.min(STRIP_ROWS, image.getHeight());
        // strips, since a copy of the whole photo in four bytes a pixel would take more than the photo
        var strip = new BufferedImage(width, rows, BufferedImage.TYPE_INT_RGB);
        var pixels = new int[width * rows];
        Graphics2D graphics = strip.createGraphics();
        graphics.setBackground(Color.WHITE);
        int at = 0;
        for (int top = 0; top < image.getHeight(); top += rows) {
            graphics.clearRect(0, 0, width, rows);
            graphics.drawImage(image, 0, -top, null);
            int here = Math.min(rows, image.getHeight() - top);
            strip.getRaster().getDataElements(0, 0, width, here, pixels);
            for (int i = 0; i < width * here; i++) {
                int rgb = pixels[i];
                levels[at++] = (byte) (((rgb >> 16 & 0xff) * 77 + (rgb >> 8 & 0xff) * 151 + (rgb & 0xff) * 28) >> 8);
            }
        }
        graphics.dispose();
        return new Grey(width, image.getHeight(), levels);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    long pixels() {
        return levels.length;
    }

    LuminanceSource source() {
        return new PlanarYUVLuminanceSource(levels, width, height, 0, 0, width, height, false);
    }

    /** The level between the four pixels around a point; pixel centres lie at halves, and the border goes on outside. */
    float at(double x, double y) {
        double left = Math.max(0, Math.min(width - 1.0, x - 0.5));
        double top = Math.max(0, Math.min(height - 1.0, y - 0.5));
        int column = (int) left;
        int row = (int) top;
        int right = column + 1 < width ? 1 : 0;
        int below = row + 1 < height ? width : 0;
        int at = row * width + column;
        float dx = (float) (left - column);
        float dy = (float) (top - row);
        float above = (levels[at] & 0xff) * (1 - dx) + (levels[at + right] & 0xff) * dx;
        float beneath = (levels[at + below] & 0xff) * (1 - dx) + (levels[at + below + right] & 0xff) * dx;
        return above * (1 - dy) + beneath * dy;
    }

    /** Each new pixel is the mean of what it covers if the picture shrinks, else the level between its neighbours. */
    Grey scaled(double scale) {
        int newWidth = Math.max(1, (int) Math.round(width * scale));
        int newHeight = Math.max(1, (int) Math.round(height * scale));
        return scale < 1 ? shrunk(newWidth, newHeight) : enlarged(newWidth, newHeight);
    }

    private Grey enlarged(int newWidth, int newHeight) {
        var changed = new byte[newWidth * newHeight];
        double dx = (double) width / newWidth;
        double dy = (double) height / newHeight;
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                changed[y * newWidth + x] = (byte) Math.round(at((x + 0.5) * dx, (y + 0.5) * dy));
            }
        }
        return new Grey(newWidth, newHeight, changed);
    }

    private Grey shrunk(int newWidth, int newHeight) {
        var changed = new byte[newWidth * newHeight];
        var sums = new int[newWidth];
        for (int y = 0; y < newHeight; y++) {
            int top = (int) ((long) y * height / newHeight);
            int bottom = Math.max(top + 1, (int) ((y + 1L) * height / newHeight));
            Arrays.fill(sums, 0);
            for (int row = top; row < bottom; row++) {
                for (int x = 0; x < newWidth; x++) {
                    int from = (int) ((long) x * width / newWidth);
                    int to = Math.max(from + 1, (int) ((x + 1L) * width / newWidth));
                    for (int at = row * width + from; at < row * width + to; at++) {
                        sums[x] += levels[at] & 0xff;
                    }
                }
            }
            for (int x = 0; x < newWidth; x++) {
                int from = (int) ((long) x * width / newWidth);
                int to = Math.max(from + 1, (int) ((x + 1L) * width / newWidth));
                changed[y * newWidth + x] = (byte) (sums[x] / ((to - from) * (bottom - top)));
            }
        }
        return new Grey(newWidth, newHeight, changed);
    }

    /** Turned about its middle, with white corners. */
    Grey turned(double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        int newWidth = (int) Math.ceil(width * Math.abs(cos) + height * Math.abs(sin));
        int newHeight = (int) Math.ceil(height * Math.abs(cos) + width * Math.abs(sin));
        var changed = new byte[newWidth * newHeight];
        Arrays.fill(changed, (byte) 0xff);
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                double dx = x + 0.5 - newWidth / 2.0;
                double dy = y + 0.5 - newHeight / 2.0;
                double oldX = cos * dx + sin * dy + width / 2.0;
                double oldY = -sin * dx + cos * dy + height / 2.0;
                if (oldX >= 0 && oldX < width && oldY >= 0 && oldY < height) {
                    changed[y * newWidth + x] = (byte) Math.round(at(oldX, oldY));
                }
            }
        }
        return new Grey(newWidth, newHeight, changed);
    }

    Grey inverted() {
        var changed = new byte[levels.length];
        for (int i = 0; i < levels.length; i++) {
            changed[i] = (byte) ~levels[i];
        }
        return new Grey(width, height, changed);
    }
}
