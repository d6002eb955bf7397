package org.zhaoku.verifier.qr;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * A made-up photo of a symbol, the same for the same seed: the page is laid into the picture, lit, blurred, made grainy and
 * compressed, as a camera would.
 */
final class Photo {
    private static final int SAMPLES = 3;
    private static final int QUIET_ZONE = 4;
    private static final int GRAINS = 1 << 16;

    private final Random random;
    private final ByteMatrix modules;
    private int width;
    private int height;
    private double modulePixels;
    private double degrees;
    private double tilt;
    private double curl;
    private double blur;
    private double noise;
    private double black;
    private double white = 255;
    private double shade;
    private boolean glare;
    private boolean clutter;
    private float quality = 1;

    Photo(String text, Random random) {
        this.random = random;
        try {
            this.modules = Encoder.encode(
                            text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "ISO-8859-1"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A picture with the symbol in its middle, in whole pixels a module with its quiet zone as far as they go. */
    Photo square(int side) {
        return frame(side, side, Math.floor((double) side / (modules.getWidth() + 2 * QUIET_ZONE)));
    }

    /** The same symbol in a larger square. */
    Photo room(int side) {
        return frame(side, side, modulePixels);
    }

    Photo frame(int width, int height, double modulePixels) {
        this.width = width;
        this.height = height;
        this.modulePixels = modulePixels;
        return this;
    }

    /** A picture around the symbol, with room to turn it. */
    Photo modulePixels(double modulePixels) {
        int side = (int) Math.ceil((modules.getWidth() + 2 * QUIET_ZONE) * modulePixels * 1.5);
        return frame(side, side, modulePixels);
    }

    /** The symbol takes this part of the picture's shorter side. */
    Photo share(int width, int height, double share) {
        return frame(width, height, Math.min(width, height) * share / modules.getWidth());
    }

    Photo turned(double degrees) {
        this.degrees = degrees;
        return this;
    }

    /** How much shorter the far edge of the symbol is than the near one, 0 to 1; which edge is by chance. */
    Photo tilted(double tilt) {
        this.tilt = tilt;
        return this;
    }

    /** How far the middle of the page stands out, as part of the symbol's width. */
    Photo curled(double curl) {
        this.curl = curl;
        return this;
    }

    /** Standard deviation in pixels. */
    Photo blurred(double blur) {
        this.blur = blur;
        return this;
    }

    /** Standard deviation in levels of 255. */
    Photo noisy(double noise) {
        this.noise = noise;
        return this;
    }

    Photo levels(double black, double white) {
        this.black = black;
        this.white = white;
        return this;
    }

    /** The darkest corner gets this much less light than the lightest, 0 to 1. */
    Photo shaded(double shade) {
        this.shade = shade;
        return this;
    }

    /** A lamp is mirrored in the page, on about 3 % of the symbol. */
    Photo glaring() {
        this.glare = true;
        return this;
    }

    /** The page lies on a table with lines of text, boxes and squares of all greys. */
    Photo cluttered() {
        this.clutter = true;
        return this;
    }

    /** JPEG quality, above 0 and at most 1. */
    Photo jpeg(double quality) {
        this.quality = (float) quality;
        return this;
    }

    byte[] png() {
        return written("png");
    }

    byte[] jpeg() {
        return written("jpeg");
    }

    private byte[] written(String format) {
        try {
            var out = new ByteArrayOutputStream();
            ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(quality);
            }
            try (var stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.write(null, new IIOImage(image(), null, null), parameters);
            }
            writer.dispose();
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    BufferedImage image() {
        float[] light = blurred(laid());
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = new byte[width * height];
        double direction = random.nextDouble() * 2 * Math.PI;
        double directionX = Math.cos(direction);
        double directionY = Math.sin(direction);
        Point2D lamp = new Point2D.Double(
                width / 2.0 + (random.nextDouble() - 0.5) * symbolPixels() * 0.6,
                height / 2.0 + (random.nextDouble() - 0.5) * symbolPixels() * 0.6);
        var grain = new double[GRAINS];
        Arrays.setAll(grain, i -> random.nextGaussian());
        for (int y = 0; y < height; y++) {
            int start = random.nextInt(GRAINS);
            for (int x = 0; x < width; x++) {
                double along = (x / (double) width - 0.5) * directionX + (y / (double) height - 0.5) * directionY;
                double lit = (black + (white - black) * light[y * width + x]) * (1 - shade * (0.5 + along / 1.4));
                double away = lamp.distance(x, y) / (symbolPixels() * 0.1);
                lit += glare && away < 5 ? 400 * Math.exp(-away * away) : 0;
                lit += noise * grain[(x + start) % GRAINS];
                pixels[y * width + x] = (byte) Math.max(0, Math.min(255, Math.round(lit)));
            }
        }
        image.getRaster().setDataElements(0, 0, width, height, pixels);
        return image;
    }

    private double symbolPixels() {
        return modules.getWidth() * modulePixels;
    }

    /** Reflectance from 0 to 1, before lens and sensor. */
    private float[] laid() {
        float[] background = clutter ? table() : new float[0];
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double tiltedTo = random.nextDouble() * 2 * Math.PI;
        // depth over the symbol runs from 1 - t to 1 + t, so that the far edge is (1 - t) / (1 + t) of the near one
        double perspective = tilt / (2 - tilt) / (symbolPixels() / 2);
        double tiltX = perspective * Math.cos(tiltedTo);
        double tiltY = perspective * Math.sin(tiltedTo);
        double left = width / 2.0 - (isStraight() ? 0 : random.nextDouble());
        double top = height / 2.0 - (isStraight() ? 0 : random.nextDouble());
        int samples = modulePixels > 8 ? 1 : SAMPLES;
        double middle = modules.getWidth() / 2.0;
        var laid = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                float behind = clutter ? background[y * width + x] : 1;
                for (int i = 0; i < samples; i++) {
                    for (int j = 0; j < samples; j++) {
                        double px = x + (i + 0.5) / samples - left;
                        double py = y + (j + 0.5) / samples - top;
                        double depth = 1 - tiltX * px - tiltY * py;
                        double column = (px * cos + py * sin) / depth / modulePixels;
                        double row = (py * cos - px * sin) / depth / modulePixels;
                        row += curl * (1 - column * column / (middle * middle)) * modules.getWidth();
                        sum += reflected(column + middle, row + middle, behind);
                    }
                }
                laid[y * width + x] = sum / (samples * samples);
            }
        }
        return laid;
    }

    private boolean isStraight() {
        return degrees == 0 && tilt == 0 && modulePixels == Math.floor(modulePixels);
    }

    private float reflected(double column, double row, float background) {
        double outside =
                Math.max(Math.max(-column, column - modules.getWidth()), Math.max(-row, row - modules.getHeight()));
        if (outside > QUIET_ZONE) {
            return background;
        }
        return outside > 0
                        || modules.get((int) Math.min(modules.getWidth() - 1, column), (int)
                                        Math.min(modules.getHeight() - 1, row))
                                == 0
                ? 1
                : 0;
    }

    private float[] table() {
        var table = new float[width * height];
        Arrays.fill(table, 0.6f);
        double unit = Math.min(width, height) / 100.0;
        for (int i = 0; i < 1500; i++) {
            boolean stroke = i % 3 != 0;
            int wide = (int) Math.ceil(unit * (stroke ? 0.4 + random.nextDouble() * 3 : 1 + random.nextDouble() * 10));
            int high = (int) Math.ceil(unit * (stroke ? 0.4 + random.nextDouble() : 1 + random.nextDouble() * 10));
            int left = random.nextInt(width);
            int top = random.nextInt(height);
            float grey = stroke ? random.nextInt(2) : random.nextFloat();
            for (int y = top; y < Math.min(height, top + high); y++) {
                Arrays.fill(table, y * width + left, y * width + Math.min(width, left + wide), grey);
            }
        }
        return table;
    }

    private float[] blurred(float[] light) {
        if (blur == 0) {
            return light;
        }
        int reach = (int) Math.ceil(blur * 3);
        var weights = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = (float) Math.exp(-i * i / (2 * blur * blur));
            sum += weights[i + reach];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return folded(folded(light, weights, true), weights, false);
    }

    private float[] folded(float[] light, float[] weights, boolean across) {
        int reach = weights.length / 2;
        var folded = new float[light.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int i = -reach; i <= reach; i++) {
                    int column = across ? Math.max(0, Math.min(width - 1, x + i)) : x;
                    int row = across ? y : Math.max(0, Math.min(height - 1, y + i));
                    sum += weights[i + reach] * light[row * width + column];
                }
                folded[y * width + x] = sum;
            }
        }
        return folded;
    }
}
