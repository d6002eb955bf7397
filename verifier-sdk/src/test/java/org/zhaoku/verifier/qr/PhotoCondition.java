package org.zhaoku.verifier.qr;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * The conditions of the table in docs/reading-images.md.
 *
 * @param camera makes the picture's file
 */
record PhotoCondition(String name, String title, Function<Photo, byte[]> camera) {
    static final List<PhotoCondition> ALL = List.of(
            new PhotoCondition(
                    "CLEAN_300", "300 × 300, clean", photo -> photo.square(300).png()),
            new PhotoCondition(
                    "BLUR_300",
                    "300 × 300, blur σ 1 px",
                    photo -> photo.square(300).blurred(1).png()),
            new PhotoCondition(
                    "TURN_7_300",
                    "300 × 300, turned 7°",
                    photo -> photo.square(300).turned(7).png()),
            new PhotoCondition(
                    "TURN_45_300",
                    "the same in 430 × 430, turned 45°",
                    photo -> photo.square(300).room(430).turned(45).png()),
            new PhotoCondition(
                    "TILT_300",
                    "300 × 300, perspective 12 %",
                    photo -> photo.square(300).tilted(0.12).png()),
            new PhotoCondition(
                    "PHOTO_1000",
                    "1000 × 1000 on a table, turned 10°, perspective 12 %, blur σ 1, noise σ 8, JPEG 70 %",
                    photo -> photo.share(1000, 1000, 0.45)
                            .turned(10)
                            .tilted(0.12)
                            .blurred(1)
                            .noisy(8)
                            .cluttered()
                            .jpeg(0.7)
                            .jpeg()),
            new PhotoCondition(
                    "SCREENSHOT",
                    "screenshot, 4 px a module",
                    photo -> photo.modulePixels(4).png()),
            new PhotoCondition(
                    "CROP",
                    "camera crop, 6 px a module, turned 3°, blur σ 1.2, noise σ 5, JPEG 85 %",
                    photo -> photo.modulePixels(6)
                            .turned(3)
                            .blurred(1.2)
                            .noisy(5)
                            .jpeg(0.85)
                            .jpeg()),
            new PhotoCondition(
                    "TURNED",
                    "turned 30°, 4 px a module",
                    photo -> photo.modulePixels(4).turned(30).png()),
            new PhotoCondition(
                    "UPSIDE_DOWN",
                    "turned 180°, 4 px a module",
                    photo -> photo.modulePixels(4).turned(180).png()),
            new PhotoCondition(
                    "TILTED",
                    "perspective 25 %, 5 px a module",
                    photo -> photo.modulePixels(5).turned(5).tilted(0.25).png()),
            new PhotoCondition(
                    "TILTED_MUCH",
                    "perspective 40 %, 6 px a module",
                    photo -> photo.modulePixels(6).turned(12).tilted(0.4).png()),
            new PhotoCondition(
                    "CURLED",
                    "page bent by 1.5 %, 5 px a module",
                    photo -> photo.modulePixels(5).turned(4).curled(0.015).png()),
            new PhotoCondition(
                    "BLURRED",
                    "blur σ 2 px, 4 px a module",
                    photo -> photo.modulePixels(4).blurred(2).png()),
            new PhotoCondition(
                    "JPEG_30",
                    "JPEG 30 %, 4 px a module",
                    photo -> photo.modulePixels(4).turned(2).jpeg(0.3).jpeg()),
            new PhotoCondition(
                    "JPEG_10",
                    "JPEG 10 %, 4 px a module",
                    photo -> photo.modulePixels(4).turned(2).jpeg(0.1).jpeg()),
            new PhotoCondition(
                    "NOISY",
                    "noise σ 40, 4 px a module",
                    photo -> photo.modulePixels(4).turned(2).noisy(40).png()),
            new PhotoCondition(
                    "DIM",
                    "low light: levels 12 to 48, noise σ 5, blur σ 1, 5 px a module",
                    photo -> photo.modulePixels(5)
                            .turned(3)
                            .levels(12, 48)
                            .blurred(1)
                            .noisy(5)
                            .jpeg(0.8)
                            .jpeg()),
            new PhotoCondition(
                    "PALE",
                    "faded: levels 150 to 190, noise σ 3, 4 px a module",
                    photo -> photo.modulePixels(4)
                            .turned(3)
                            .levels(150, 190)
                            .noisy(3)
                            .png()),
            new PhotoCondition(
                    "SHADED",
                    "uneven light 8 : 1, noise σ 3, 4 px a module",
                    photo -> photo.modulePixels(4)
                            .turned(3)
                            .shaded(0.87)
                            .noisy(3)
                            .png()),
            new PhotoCondition(
                    "GLARING",
                    "a lamp mirrored in it, 4 px a module",
                    photo -> photo.modulePixels(4).turned(3).glaring().png()),
            new PhotoCondition(
                    "INVERTED",
                    "white on black, 4 px a module",
                    photo -> photo.modulePixels(4).turned(3).levels(255, 0).png()),
            new PhotoCondition(
                    "PHONE_NEAR",
                    "phone 4000 × 3000, symbol 70 % of the height, turned 8°, perspective 10 %, blur σ 3, noise σ 8, JPEG 85 %",
                    photo -> photo.share(4000, 3000, 0.7)
                            .turned(8)
                            .tilted(0.1)
                            .blurred(3)
                            .noisy(8)
                            .shaded(0.4)
                            .cluttered()
                            .jpeg(0.85)
                            .jpeg()),
            new PhotoCondition(
                    "PHONE_FAR",
                    "phone 4000 × 3000, symbol 15 % of the height, turned 8°, perspective 10 %, blur σ 1.5, noise σ 8, JPEG 85 %",
                    photo -> photo.share(4000, 3000, 0.15)
                            .turned(8)
                            .tilted(0.1)
                            .blurred(1.5)
                            .noisy(8)
                            .cluttered()
                            .jpeg(0.85)
                            .jpeg()));

    static PhotoCondition named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findAny().orElseThrow();
    }

    /** The picture's file. */
    byte[] take(String text, long seed) {
        return camera.apply(new Photo(text, new Random(seed)));
    }
}
