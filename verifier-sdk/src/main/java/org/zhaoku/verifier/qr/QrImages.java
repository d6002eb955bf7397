package org.zhaoku.verifier.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** QR symbols as images, out and in; the only class of the SDK that needs {@code java.desktop}. */
public final class QrImages {
    /** The longest image that is read, in bytes. */
    public static final int MAX_BYTES = 16 << 20;

    /** The largest image that is read, in pixels. */
    public static final long MAX_PIXELS = 40_000_000;

    private static final int MASKS = 8;

    private QrImages() {}

    /**
     * Version of the symbol that holds {@code text} at error correction M, 1 to 40.
     *
     * @throws IllegalArgumentException if no symbol holds it
     */
    public static int version(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M).getVersion().getVersionNumber();
        } catch (WriterException e) {
            throw tooLong(text, e);
        }
    }

    /**
     * Draws the symbol at error correction M with a quiet zone of four modules, and reads it back once: a mask pattern that
     * the reader stumbles over is replaced by another.
     *
     * @param modulePixels width of a module in pixels, 1 to 40
     * @return a PNG
     * @throws IllegalArgumentException if {@code text} is too long for a symbol
     */
    public static byte[] png(String text, int modulePixels) {
        if (modulePixels < 1 || modulePixels > 40) {
            throw new IllegalArgumentException("expected 1 to 40 pixels a module, got " + modulePixels);
        }
        BufferedImage first = draw(text, modulePixels, Map.of());
        if (reads(first, text)) {
            return encode(first);
        }
        for (int mask = 0; mask < MASKS; mask++) {
            BufferedImage image = draw(text, modulePixels, Map.of(EncodeHintType.QR_MASK_PATTERN, mask));
            if (reads(image, text)) {
                return encode(image);
            }
        }
        return encode(first);
    }

    private static boolean reads(BufferedImage image, String text) {
        return QrReader.readOnce(image).filter(text::equals).isPresent();
    }

    private static BufferedImage draw(String text, int modulePixels, Map<EncodeHintType, Object> more) {
        Map<EncodeHintType, Object> hints = new java.util.EnumMap<>(EncodeHintType.class);
        hints.put(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
        hints.put(EncodeHintType.MARGIN, 4);
        hints.putAll(more);
        BitMatrix modules;
        try {
            modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 1, 1, hints);
        } catch (WriterException e) {
            throw tooLong(text, e);
        }
        int size = modules.getWidth() * modulePixels;
        var image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                image.setRGB(x, y, modules.get(x / modulePixels, y / modulePixels) ? 0 : 0xffffff);
            }
        }
        return image;
    }

    private static IllegalArgumentException tooLong(String text, WriterException e) {
        return new IllegalArgumentException("a text of " + text.length() + " characters fits no QR symbol", e);
    }

    private static byte[] encode(BufferedImage image) {
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("PNG in memory", e);
        }
    }

    /**
     * Reads the QR code in a PNG, JPEG, GIF or BMP image, trying harder step by step; the number of steps and the pixels looked
     * at are bounded.
     *
     * @return empty if no code could be read
     * @throws QrFormatException IMAGE_TOO_LARGE or IMAGE_NOT_READABLE
     */
    public static Optional<String> read(byte[] image) {
        if (image.length > MAX_BYTES) {
            throw new QrFormatException(
                    "IMAGE_TOO_LARGE", "expected an image of at most 16 MiB, got " + image.length + " bytes");
        }
        return QrReader.read(pixels(image));
    }

    private static BufferedImage pixels(byte[] image) {
        // ImageIO.createImageInputStream could use a file as cache; this stream stays in memory
        try (ImageInputStream in =
                new javax.imageio.stream.MemoryCacheImageInputStream(new ByteArrayInputStream(image))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (readers.hasNext()) {
                ImageReader reader = readers.next();
                try {
                    reader.setInput(in, true, true);
                    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                    if (pixels > MAX_PIXELS) {
                        throw new QrFormatException(
                                "IMAGE_TOO_LARGE", "expected an image of at most 40 megapixels, got " + pixels);
                    }
                    return reader.read(0);
                } finally {
                    reader.dispose();
                }
            }
        } catch (QrFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // the image readers of the JDK answer some damaged images with other exceptions than IOException
        }
        throw new QrFormatException("IMAGE_NOT_READABLE", "expected a PNG, JPEG, GIF or BMP image");
    }
}
