package org.zhaoku.verifier.qr;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * ZXing's binarizers, finder patterns and decoder on a ladder of looks at one picture: as it is, then nearer, from further away,
 * turned, inverted. What lies between finder and decoder is {@link SymbolGrid}.
 */
final class QrReader {
    /** Pixels that all looks together may take. */
    private static final long MAX_WORK = 60_000_000;

    private static final int LEAST_SIDE = 20;

    /** Corners that one look may try, and looks at a picture after a code was found in it that is not the one wanted. */
    private static final int MOST_CORNERS = 40;

    private static final int LOOKS_AFTER_A_CODE = 3;

    private static final float[] SHARPNESS = {0, 1, 2.5f};

    private enum Binarizer {
        HYBRID,
        GLOBAL
    }

    /**
     * @param side longest side in pixels; the picture is brought to it, but never enlarged more than {@code enlarged} times
     * @param enlarged at least 1
     */
    private record Step(int side, double enlarged, double degrees, Binarizer binarizer, boolean inverted) {
        static Step of(int side, double enlarged) {
            return new Step(side, enlarged, 0, Binarizer.HYBRID, false);
        }

        Step turned(double degrees) {
            return new Step(side, enlarged, degrees, binarizer, inverted);
        }

        Step global() {
            return new Step(side, enlarged, degrees, Binarizer.GLOBAL, inverted);
        }

        Step inverse() {
            return new Step(side, enlarged, degrees, binarizer, true);
        }

        /** What the step comes to with a picture that it scales so: two steps may come to the same. */
        Step at(double scale) {
            return new Step(0, scale, degrees, binarizer, inverted);
        }

        double scale(Grey picture) {
            return Math.min(enlarged, (double) side / Math.max(picture.width(), picture.height()));
        }
    }

    private static final List<Step> LADDER = List.of(
            Step.of(1000, 1),
            Step.of(1000, 1).global(),
            Step.of(1800, 2),
            Step.of(2600, 1),
            Step.of(500, 1),
            Step.of(1000, 1).inverse(),
            Step.of(1000, 1).turned(25),
            Step.of(1400, 1.5),
            Step.of(1400, 1.5).turned(45),
            Step.of(700, 1).global(),
            Step.of(2600, 3),
            Step.of(300, 1),
            Step.of(3200, 1));

    private final Predicate<String> wanted;
    private final TimeBudget budget;
    private Optional<String> other = Optional.empty();

    private QrReader(Predicate<String> wanted, TimeBudget budget) {
        this.wanted = wanted;
        this.budget = budget;
    }

    /** The first text that is wanted, else the first at all. */
    static Optional<String> read(Grey picture, Predicate<String> wanted, TimeBudget budget) {
        return new QrReader(wanted, budget).climb(picture);
    }

    private Optional<String> climb(Grey picture) {
        Set<Step> taken = new HashSet<>();
        long work = 0;
        int looksAfter = 0;
        for (Step step : LADDER) {
            double scale = step.scale(picture);
            double pixels = picture.pixels() * scale * scale;
            if (work + pixels > MAX_WORK
                    || Math.min(picture.width(), picture.height()) * scale < LEAST_SIDE
                    || !taken.add(step.at(scale))) {
                continue;
            }
            // the first look is always taken: unpacking a large photo on a busy machine may have used up the time
            boolean late = work > 0 && budget.isSpent();
            if (late || (other.isPresent() && ++looksAfter > LOOKS_AFTER_A_CODE)) {
                return other;
            }
            work += (long) pixels;
            Optional<String> text = look(view(picture, step, scale), step.binarizer());
            if (text.isPresent()) {
                return text;
            }
        }
        return other;
    }

    private static Grey view(Grey picture, Step step, double scale) {
        Grey view = scale == 1 ? picture : picture.scaled(scale);
        view = step.degrees() == 0 ? view : view.turned(step.degrees());
        return step.inverted() ? view.inverted() : view;
    }

    private Optional<String> look(Grey view, Binarizer kind) {
        List<Corners> done = new ArrayList<>();
        int tried = 0;
        for (Corners corners : Corners.among(FinderPatterns.in(black(view, kind)))) {
            if (++tried > MOST_CORNERS || (tried > 1 && budget.isSpent())) {
                break;
            }
            if (done.stream().anyMatch(corners::shares)) {
                continue;
            }
            Optional<String> text = decode(view, corners);
            if (text.filter(wanted).isPresent()) {
                return text;
            }
            if (text.isPresent()) {
                done.add(corners);
                other = other.or(() -> text);
            }
        }
        return Optional.empty();
    }

    private static BitMatrix black(Grey view, Binarizer kind) {
        LuminanceSource source = view.source();
        try {
            return new BinaryBitmap(
                            kind == Binarizer.HYBRID
                                    ? new HybridBinarizer(source)
                                    : new GlobalHistogramBinarizer(source))
                    .getBlackMatrix();
        } catch (NotFoundException e) {
            return new BitMatrix(view.width(), view.height()); // a picture without contrast
        }
    }

    private static Optional<String> decode(Grey view, Corners corners) {
        for (SymbolGrid grid : SymbolGrid.of(view, corners)) {
            float[][] levels = grid.levels();
            for (float sharpness : SHARPNESS) {
                try {
                    return Optional.of(new Decoder()
                            .decode(Modules.black(levels, sharpness))
                            .getText());
                } catch (ChecksumException | FormatException | IllegalArgumentException | IndexOutOfBoundsException e) {
                    // too much of it is wrong: the next try may be better
                }
            }
        }
        return Optional.empty();
    }
}
