package org.zhaoku.verifier.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.detector.Detector;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.zhaoku.verifier.code.LicenceCode;

/** QR symbols as images, out and in; the only class of the SDK that needs {@code java.desktop}. */
public final class QrImages {
    /** The longest image that is read, in bytes. */
    public static final int MAX_BYTES = 16 << 20;

    /** The largest image that is read, in pixels. */
    public static final long MAX_PIXELS = 40_000_000;

    private static final int MASKS = 8;
    private static final int MAX_MODULE_PIXELS = 40;

    private static final Duration USUAL_BUDGET = Duration.ofSeconds(1);

    /** What a presentation's code begins with. */
    private static final String PRESENTATION_PREFIX = "ZP1:";

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
     * Draws the symbol at error correction M with a quiet zone of four modules, after looking for it once as a camera's software
     * would: a mask pattern that makes the reader stumble is replaced by the first that does not. If all do, the usual one stays,
     * and {@link #read} gets over it.
     *
     * @param text of digits, upper-case letters and {@code $%*+-./:} and space, else the symbol is larger
     * @param modulePixels width of a module in pixels, 1 to 40
     * @return a PNG
     * @throws IllegalArgumentException if {@code text} is too long for a symbol, or {@code modulePixels} out of range
     */
    public static byte[] png(String text, int modulePixels) {
        if (modulePixels < 1 || modulePixels > MAX_MODULE_PIXELS) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MAX_MODULE_PIXELS + " pixels a module, got " + modulePixels);
        }
        return encode(draw(readableModules(text, modulePixels), modulePixels));
    }

    private static BitMatrix readableModules(String text, int modulePixels) {
        BitMatrix usual = modules(text, Map.of());
        if (isFound(usual, text, modulePixels)) {
            return usual;
        }
        for (int mask = 0; mask < MASKS; mask++) {
            BitMatrix masked = modules(text, Map.of(EncodeHintType.QR_MASK_PATTERN, mask));
            if (isFound(masked, text, modulePixels)) {
                return masked;
            }
        }
        return usual;
    }

    /**
     * Whether finder patterns are found where they are. PURE_BARCODE would always say yes: it takes the symbol's corner for
     * granted, as no photo lets it.
     */
    private static boolean isFound(BitMatrix modules, String text, int modulePixels) {
        // the finder needs 2 pixels a module, and more than 8 do not help it
        BitMatrix enlarged = enlarged(modules, Math.min(8, Math.max(3, modulePixels)));
        try {
            BitMatrix found = new Detector(enlarged)
                    .detect(Map.of(DecodeHintType.TRY_HARDER, true))
                    .getBits();
            return new Decoder().decode(found).getText().equals(text);
        } catch (ReaderException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return false; // ZXing stumbled over a pattern in the data
        }
    }

    private static BitMatrix modules(String text, Map<EncodeHintType, Integer> mask) {
        Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
        hints.put(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
        hints.put(EncodeHintType.MARGIN, 4);
        hints.putAll(mask);
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 1, 1, hints);
        } catch (WriterException e) {
            throw tooLong(text, e);
        }
    }

    private static BitMatrix enlarged(BitMatrix modules, int factor) {
        int size = modules.getWidth() * factor;
        var enlarged = new BitMatrix(size);
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y)) {
                    enlarged.setRegion(x * factor, y * factor, factor, factor);
                }
            }
        }
        return enlarged;
    }

    private static BufferedImage draw(BitMatrix modules, int modulePixels) {
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
     * Reads the QR code in a PNG, JPEG, GIF or BMP image, for at most about a second.
     *
     * @see #read(byte[], Duration)
     */
    public static Optional<String> read(byte[] image) {
        return read(image, USUAL_BUDGET);
    }

    /**
     * Reads the QR code in a PNG, JPEG, GIF (the first frame) or BMP image, trying harder look by look. Of several codes in the
     * picture the one that begins with {@code ZK1:} or {@code ZP1:} is taken, else any. What is transparent is taken for white;
     * codes may be turned, mirrored, tilted, bent a little, white on black.
     *
     * <p>The work is bounded whatever the picture: 13 looks, 60 megapixels in all; the first look is
     * always taken, and the last may outlast the budget by its own length. How far a budget goes depends on the machine, so a code that is hard to read may be found on one and not on
     * another; none is ever misread for that, since the error correction decides.
     *
     * @param image at most {@link #MAX_BYTES}, and {@link #MAX_PIXELS} by its header, before a pixel is unpacked
     * @param budget how long it may take from now on, more than nothing and at most an hour
     * @return empty if no code could be read
     * @throws QrImageException IMAGE_TOO_LARGE or IMAGE_NOT_READABLE
     * @throws IllegalArgumentException if the budget is out of range
     */
    public static Optional<String> read(byte[] image, Duration budget) {
        return read(image, TimeBudget.of(budget));
    }

    static Optional<String> read(byte[] image, TimeBudget budget) {
        return QrReader.read(ImageFiles.unpack(image), QrImages::isOurs, budget);
    }

    private static boolean isOurs(String text) {
        return text.startsWith(LicenceCode.PREFIX) || text.startsWith(PRESENTATION_PREFIX);
    }
}
