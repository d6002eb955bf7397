package org.zhaoku.verifier.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as strangers send them: a text, none, or {@link QrImageException}, and nothing else. */
class HostileImagesTest {
    private static final String TEXT = PhotoTable.text(100, 1);

    private static void read(byte[] file) {
        try {
            QrImages.read(file, Duration.ofMillis(50))
                    .ifPresent(text -> assertThat(text).isEqualTo(TEXT));
        } catch (QrImageException e) {
            assertThat(e.code()).isIn("IMAGE_NOT_READABLE", "IMAGE_TOO_LARGE");
        }
    }

    private static BufferedImage symbol() {
        try {
            return ImageIO.read(new ByteArrayInputStream(QrImages.png(TEXT, 2)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] written(BufferedImage image, String format) {
        try {
            var out = new ByteArrayOutputStream();
            assertThat(ImageIO.write(image, format, out)).isTrue();
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BufferedImage grey(BufferedImage image, int type) {
        var grey = new BufferedImage(image.getWidth(), image.getHeight(), type);
        Graphics2D graphics = grey.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return grey;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void files_cut_off_or_with_changed_bytes(String format) {
        byte[] file = written(grey(symbol(), BufferedImage.TYPE_BYTE_GRAY), format);
        var random = new Random(1);
        for (int round = 0; round < 120; round++) {
            read(Arrays.copyOf(file, random.nextInt(file.length)));
            byte[] changed = file.clone();
            for (int i = 0; i <= round % 3; i++) {
                // half of them in the headers, where lengths and kinds stand
                changed[random.nextInt(round % 2 == 0 ? Math.min(60, file.length) : file.length)] =
                        (byte) random.nextInt(256);
            }
            read(changed);
        }
    }

    @Test
    void a_gif_that_declares_a_huge_screen_or_frame() {
        byte[] file = written(symbol(), "gif");
        byte[] screen = file.clone();
        Arrays.fill(screen, 6, 10, (byte) 0xff);
        read(screen);
        for (int at = 13; at + 9 < file.length; at++) {
            if (file[at] == 0x2c) {
                byte[] frame = file.clone();
                Arrays.fill(frame, at + 5, at + 9, (byte) 0xff);
                read(frame);
            }
        }
    }

    @Test
    void of_many_frames_only_the_first_is_unpacked() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (int frame = 0; frame < 200; frame++) {
                writer.writeToSequence(
                        new IIOImage(frame == 0 ? symbol() : new BufferedImage(900, 900, 10), null, null), null);
            }
            writer.endWriteSequence();
        }
        writer.dispose();

        assertThat(QrImages.read(out.toByteArray())).contains(TEXT);
    }

    @Test
    void a_picture_that_is_huge_unpacked_and_small_as_a_file_is_bounded() {
        byte[] bomb = written(new BufferedImage(6300, 6300, BufferedImage.TYPE_BYTE_BINARY), "png");

        assertThat(bomb.length).isLessThan(50_000);
        assertThat(QrImages.read(bomb)).isEmpty();
        assertThatThrownBy(() ->
                        QrImages.read(written(new BufferedImage(6400, 6300, BufferedImage.TYPE_BYTE_BINARY), "png")))
                .isInstanceOfSatisfying(
                        QrImageException.class, e -> assertThat(e.code()).isEqualTo("IMAGE_TOO_LARGE"));
    }

    @Test
    void a_jpeg_of_four_channels() throws IOException {
        BufferedImage symbol = symbol();
        WritableRaster inks = Raster.createInterleavedRaster(0, symbol.getWidth(), symbol.getHeight(), 4, null);
        for (int y = 0; y < symbol.getHeight(); y++) {
            for (int x = 0; x < symbol.getWidth(); x++) {
                inks.setSample(x, y, 3, 255 - (symbol.getRGB(x, y) & 0xff));
            }
        }
        var out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(inks, null, null), null);
        }
        writer.dispose();

        read(out.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "%PDF-1.7", "<svg xmlns='http://www.w3.org/2000/svg'/>", "PK\u0003\u0004", "BM", "GIF89a"})
    void what_is_no_picture(String start) {
        byte[] file = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), start.length() + 40);

        assertThatThrownBy(() -> QrImages.read(file))
                .isInstanceOfSatisfying(
                        QrImageException.class, e -> assertThat(e.code()).isEqualTo("IMAGE_NOT_READABLE"));
    }

    @Test
    void what_is_transparent_is_white() {
        BufferedImage symbol = symbol();
        var clear = new BufferedImage(symbol.getWidth(), symbol.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < symbol.getHeight(); y++) {
            for (int x = 0; x < symbol.getWidth(); x++) {
                clear.setRGB(x, y, (symbol.getRGB(x, y) & 0xff) == 0 ? 0xff000000 : 0);
            }
        }
        assertThat(QrImages.read(written(clear, "png"))).contains(TEXT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_several_codes_ours_is_taken_and_another_only_if_it_is_alone(boolean first) throws IOException {
        BufferedImage other = ImageIO.read(new ByteArrayInputStream(QrImages.png("HTTPS://EXAMPLE.ORG/", 4)));
        BufferedImage ours = symbol();
        var both = new BufferedImage(600, 300, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = both.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 600, 300);
        graphics.drawImage(other, first ? 320 : 20, 40, null);
        assertThat(QrImages.read(written(both, "png"))).contains("HTTPS://EXAMPLE.ORG/");
        graphics.drawImage(ours, first ? 20 : 320, 40, null);
        graphics.dispose();

        assertThat(QrImages.read(written(both, "png"))).contains(TEXT);
    }
}
