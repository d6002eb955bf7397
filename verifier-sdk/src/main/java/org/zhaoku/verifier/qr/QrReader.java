package org.zhaoku.verifier.qr;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ZXing with a ladder of second tries: it misses about one clean image in fifty because of patterns in dense data, and finds
 * most of those after a turn or a change of scale.
 */
final class QrReader {
    /** Pixels that all steps together may look at: a phone's photo in all steps that shrink it, or a scan in all. */
    private static final long MAX_WORK = 60_000_000;

    /** Longest side, in pixels, at which a photo is looked at first; more does not help and takes long. */
    private static final int WORKING_SIDE = 1600;

    private record Step(double scale, double degrees) {}

    private static final List<Step> LADDER = List.of(
            new Step(1, 0),
            new Step(1, 15),
            new Step(1, 45),
            new Step(2, 0),
            new Step(1.5, 0),
            new Step(0.5, 0),
            new Step(0.75, 0),
            new Step(1.5, 15),
            new Step(3, 0),
            new Step(0.35, 0));

    private static final Map<DecodeHintType, Boolean> HARDER = Map.of(DecodeHintType.TRY_HARDER, true);
    private static final Map<DecodeHintType, Boolean> PURE = Map.of(DecodeHintType.PURE_BARCODE, true);

    private QrReader() {}

    static Optional<String> read(BufferedImage image) {
        double fit = Math.min(1, (double) WORKING_SIDE / Math.max(image.getWidth(), image.getHeight()));
        long work = 0;
        for (Step step : LADDER) {
            double scale = step.scale() * fit;
            work += (long) (image.getWidth() * scale * image.getHeight() * scale);
            if (work > MAX_WORK || image.getWidth() * scale < 20 || image.getHeight() * scale < 20) {
                continue;
            }
            Optional<String> text = readOnce(change(image, scale, step.degrees()));
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    /** One look at the image as it is, with both binarizers. */
    static Optional<String> readOnce(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        LuminanceSource source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return decode(new BinaryBitmap(new HybridBinarizer(source)), HARDER)
                .or(() -> decode(new BinaryBitmap(new GlobalHistogramBinarizer(source)), HARDER))
                .or(() -> decode(new BinaryBitmap(new HybridBinarizer(source)), PURE));
    }

    private static Optional<String> decode(BinaryBitmap bitmap, Map<DecodeHintType, Boolean> hints) {
        try {
            return Optional.of(new QRCodeReader().decode(bitmap, hints).getText());
        } catch (ReaderException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty(); // nothing found: the next step may
        }
    }

    private static BufferedImage change(BufferedImage image, double scale, double degrees) {
        if (scale == 1 && degrees == 0) {
            return image;
        }
        double width = image.getWidth() * scale;
        double height = image.getHeight() * scale;
        double radians = Math.toRadians(degrees);
        int newWidth = (int) Math.ceil(width * Math.abs(Math.cos(radians)) + height * Math.abs(Math.sin(radians)));
        int newHeight = (int) Math.ceil(height * Math.abs(Math.cos(radians)) + width * Math.abs(Math.sin(radians)));
        var changed = new BufferedImage(newWidth, newHeight, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = changed.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, newWidth, newHeight);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        var transform = AffineTransform.getTranslateInstance(newWidth / 2.0, newHeight / 2.0);
        transform.rotate(radians);
        transform.scale(scale, scale);
        transform.translate(-image.getWidth() / 2.0, -image.getHeight() / 2.0);
        graphics.drawImage(image, transform, null);
        graphics.dispose();
        return changed;
    }
}
