package org.zhaoku.verifier.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.code.LicenceCode;

class QrImagesTest {
    private static final int ROUNDS = 40;
    private static final int FEWER_ROUNDS = 6;
    private static final int MODULE_PIXELS = 4;

    private static String text(Random random, int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return LicenceCode.PREFIX + Base45.encode(content);
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    static byte[] png(BufferedImage image) {
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BufferedImage canvas(BufferedImage image, AffineTransform transform, int margin) {
        var canvas = new BufferedImage(
                image.getWidth() + 2 * margin, image.getHeight() + 2 * margin, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        graphics.translate(margin, margin);
        graphics.drawImage(image, transform, null);
        graphics.dispose();
        return canvas;
    }

    private static BufferedImage blurred(BufferedImage image) {
        float[] weights = new float[9];
        Arrays.fill(weights, 1 / 9f);
        BufferedImage rgb = canvas(image, new AffineTransform(), 0);
        return new ConvolveOp(new Kernel(3, 3, weights), ConvolveOp.EDGE_NO_OP, null).filter(rgb, null);
    }

    private static BufferedImage turned(BufferedImage image, double degrees) {
        return canvas(
                image,
                AffineTransform.getRotateInstance(
                        Math.toRadians(degrees), image.getWidth() / 2.0, image.getHeight() / 2.0),
                image.getWidth() / 4);
    }

    private static BufferedImage dim(BufferedImage image) {
        BufferedImage rgb = canvas(image, new AffineTransform(), 0);
        for (int y = 0; y < rgb.getHeight(); y++) {
            for (int x = 0; x < rgb.getWidth(); x++) {
                int grey = 40 + ((rgb.getRGB(x, y) & 0xff) * 60 / 255);
                rgb.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return rgb;
    }

    private static BufferedImage compressed(BufferedImage image) {
        try {
            var out = new ByteArrayOutputStream();
            var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.4f);
            try (var stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.write(null, new IIOImage(canvas(image, new AffineTransform(), 0), null, null), parameters);
            }
            writer.dispose();
            return image(out.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long read(int bytes, int rounds, UnaryOperator<BufferedImage> damage) throws IOException {
        var random = new Random(bytes);
        long good = 0;
        for (int round = 0; round < rounds; round++) {
            String text = text(random, bytes);
            byte[] damaged = png(damage.apply(image(QrImages.png(text, MODULE_PIXELS))));
            if (QrImages.read(damaged).filter(text::equals).isPresent()) {
                good++;
            }
        }
        return good;
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 350, 500})
    void every_clean_symbol_is_read(int bytes) throws IOException {
        assertThat(read(bytes, ROUNDS, image -> image)).isEqualTo(ROUNDS);
    }

    /** Without the ladder and without the help that only perfect images get, as the software of a camera looks. */
    @ParameterizedTest
    @ValueSource(ints = {200, 350, 500})
    void every_drawn_symbol_is_found_at_the_first_look(int bytes) throws IOException {
        var random = new Random(bytes);
        int missed = 0;
        for (int round = 0; round < 60; round++) {
            String text = text(random, bytes);
            BufferedImage image = image(QrImages.png(text, MODULE_PIXELS));
            missed += isFoundAtOnce(image, text) ? 0 : 1;
        }
        assertThat(missed).isZero();
    }

    private static boolean isFoundAtOnce(BufferedImage image, String text) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText()
                    .equals(text);
        } catch (ReaderException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 6", "350, 6", "500, 5"})
    void symbols_that_were_photographed_badly_are_read(int bytes, long least) throws IOException {
        var damages = new LinkedHashMap<String, UnaryOperator<BufferedImage>>();
        damages.put("blurred", QrImagesTest::blurred);
        damages.put("turned by 7", image -> turned(image, 7));
        damages.put("turned by 45", image -> turned(image, 45));
        damages.put("dim", QrImagesTest::dim);
        damages.put("JPEG at 40 %", QrImagesTest::compressed);
        var tooFew = new LinkedHashMap<String, Long>();
        for (var damage : damages.entrySet()) {
            long good = read(bytes, FEWER_ROUNDS, damage.getValue());
            if (good < least) {
                tooFew.put(damage.getKey(), good);
            }
        }
        assertThat(tooFew)
                .as("kinds of damage, and how many of %d were read", FEWER_ROUNDS)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void the_four_formats_are_read(String format) throws IOException {
        assertThat(QrImages.read(written(sample(), format))).contains("ZK1:ABC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiff", "wbmp"})
    void other_formats_that_the_jdk_reads_are_refused(String format) throws IOException {
        assertCode("IMAGE_NOT_READABLE", written(sample(), format));
    }

    private static BufferedImage sample() throws IOException {
        return image(QrImages.png("ZK1:ABC", 4));
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        boolean grey = format.equals("jpeg");
        assertThat(ImageIO.write(grey ? canvas(image, new AffineTransform(), 0) : image, format, out))
                .isTrue();
        return out.toByteArray();
    }

    @Test
    void a_symbol_in_an_image_of_almost_40_megapixels_is_read() throws IOException {
        var large = new BufferedImage(6_400, 6_200, BufferedImage.TYPE_BYTE_BINARY);
        Graphics2D graphics = large.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, large.getWidth(), large.getHeight());
        graphics.drawImage(image(QrImages.png("ZK1:ABC", 40)), 700, 900, null);
        graphics.dispose();

        assertThat(QrImages.read(png(large))).contains("ZK1:ABC");
    }

    @Test
    void the_same_text_gives_the_same_image_with_whole_modules_and_a_quiet_zone() throws IOException {
        String text = text(new Random(7), 200);
        byte[] png = QrImages.png(text, 3);
        BufferedImage image = image(png);

        assertThat(png).isEqualTo(QrImages.png(text, 3));
        assertThat(image.getWidth()).isEqualTo((17 + 4 * QrImages.version(text) + 2 * 4) * 3);
        assertThat(image.getRGB(11, 12) & 0xffffff).isEqualTo(0xffffff);
        assertThat(image.getRGB(12, 12) & 0xffffff).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 41, -1})
    void a_module_has_1_to_40_pixels(int modulePixels) {
        assertThatThrownBy(() -> QrImages.png("ZK1:ABC", modulePixels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got " + modulePixels);
    }

    @Test
    void a_text_that_fits_no_symbol_is_refused() {
        String text = "A".repeat(3_392);

        assertThat(QrImages.version("A".repeat(3_391))).isEqualTo(40);
        assertThatThrownBy(() -> QrImages.version(text)).hasMessageContaining("3392 characters");
        assertThatThrownBy(() -> QrImages.png(text, 1)).hasMessageContaining("3392 characters");
    }

    @Test
    void a_damaged_image_is_refused_or_not_read() throws IOException {
        byte[] png = QrImages.png(text(new Random(3), 60), 2);
        for (int length = 0; length < png.length; length += 7) {
            byte[] cut = Arrays.copyOf(png, length);
            try {
                QrImages.read(cut);
            } catch (QrImageException e) {
                assertThat(e.code()).as("cut to %d bytes", length).isEqualTo("IMAGE_NOT_READABLE");
            }
        }
    }

    @Test
    void the_budget_in_characters_is_the_budget_in_versions() {
        var random = new Random(1);

        assertThat(QrImages.version(text(random, 241))).isLessThanOrEqualTo(11);
        assertThat(QrImages.version(text(random, 541))).isLessThanOrEqualTo(18);
    }

    @Test
    void an_image_without_a_code_is_no_error() throws IOException {
        assertThat(QrImages.read(png(new BufferedImage(300, 300, BufferedImage.TYPE_BYTE_GRAY))))
                .isEmpty();
    }

    @Test
    void what_is_no_image_is_refused() {
        assertCode("IMAGE_NOT_READABLE", new byte[100]);
        assertCode("IMAGE_TOO_LARGE", new byte[QrImages.MAX_BYTES + 1]);
    }

    @Test
    void an_image_that_declares_too_many_pixels_is_refused_before_it_is_unpacked() throws IOException {
        byte[] bomb = png(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY));
        // IHDR begins at byte 12: width and height follow its name, its CRC after 17 bytes
        ByteBuffer.wrap(bomb).putInt(16, 100_000).putInt(20, 100_000);
        var crc = new java.util.zip.CRC32();
        crc.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) crc.getValue());

        assertCode("IMAGE_TOO_LARGE", bomb);
    }

    private static void assertCode(String code, byte[] image) {
        assertThatThrownBy(() -> QrImages.read(image))
                .isInstanceOfSatisfying(
                        QrImageException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
