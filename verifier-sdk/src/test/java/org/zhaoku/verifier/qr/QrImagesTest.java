package org.zhaoku.verifier.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrImagesTest {
    private static final int ROUNDS = 12;

    private static String text(Random random, int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return LicenceCode.PREFIX + Base45.encode(content);
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
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

    private static BufferedImage turned(BufferedImage image) {
        return canvas(
                image,
                AffineTransform.getRotateInstance(Math.toRadians(7), image.getWidth() / 2.0, image.getHeight() / 2.0),
                image.getWidth() / 8);
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

    private static long read(int bytes, UnaryOperator<BufferedImage> damage) throws IOException {
        var random = new Random(bytes);
        long good = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = text(random, bytes);
            byte[] damaged = png(damage.apply(image(QrImages.png(text, 5))));
            if (QrImages.read(damaged).filter(text::equals).isPresent()) {
                good++;
            }
        }
        return good;
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 350, 541})
    void every_clean_symbol_is_read(int bytes) throws IOException {
        assertThat(read(bytes, image -> image)).isEqualTo(ROUNDS);
    }

    @Test
    void symbols_that_were_photographed_badly_are_read() throws IOException {
        assertThat(read(240, QrImagesTest::blurred)).isEqualTo(ROUNDS);
        assertThat(read(240, QrImagesTest::turned)).isGreaterThanOrEqualTo(ROUNDS - 1);
        assertThat(read(240, QrImagesTest::dim)).isEqualTo(ROUNDS);
        assertThat(read(240, QrImagesTest::compressed)).isEqualTo(ROUNDS);
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
                        QrFormatException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
