package org.zhaoku.verifier.qr;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Files of strangers, unpacked within limits. */
final class ImageFiles {
    /** Larger images are thinned out while they are unpacked: 40 megapixels of four 16-bit samples take 320 MB. */
    private static final double UNPACKED_PIXELS = 16_000_000;

    /** The JDK has readers of TIFF and WBMP, too, and an application may bring more: those are not let near a stranger's file. */
    private static final Set<String> MEDIA_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/bmp");

    private ImageFiles() {}

    static Grey unpack(byte[] image) {
        if (image.length > QrImages.MAX_BYTES) {
            throw new QrImageException(
                    "IMAGE_TOO_LARGE",
                    "expected an image of at most 16 MiB, got " + image.length + " bytes: send a smaller one");
        }
        // ImageIO.createImageInputStream could use a file as cache; this stream stays in memory
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(image))) {
            for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext(); ) {
                ImageReader reader = readers.next();
                try {
                    if (isAllowed(reader)) {
                        return unpack(reader, in);
                    }
                } finally {
                    reader.dispose();
                }
            }
        } catch (QrImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // the image readers of the JDK answer some damaged images with other exceptions than IOException
        }
        throw new QrImageException(
                "IMAGE_NOT_READABLE",
                "expected a PNG, JPEG, GIF or BMP image, got " + image.length
                        + " bytes that are another kind of file or damaged: send the photo as it came from the camera");
    }

    private static boolean isAllowed(ImageReader reader) {
        String[] types = reader.getOriginatingProvider().getMIMETypes();
        return types != null && Stream.of(types).anyMatch(MEDIA_TYPES::contains);
    }

    private static Grey unpack(ImageReader reader, ImageInputStream in) throws IOException {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > QrImages.MAX_PIXELS) {
            throw new QrImageException(
                    "IMAGE_TOO_LARGE",
                    "expected an image of at most 40 megapixels, got " + pixels + " pixels: send a smaller one");
        }
        ImageReadParam parameters = reader.getDefaultReadParam();
        int every = (int) Math.ceil(Math.sqrt(pixels / UNPACKED_PIXELS));
        parameters.setSourceSubsampling(every, every, 0, 0);
        return Grey.of(reader.read(0, parameters));
    }
}
