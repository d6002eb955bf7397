package org.zhaoku.verifier.qr;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.detector.FinderPattern;
import com.google.zxing.qrcode.detector.FinderPatternFinder;
import java.util.Comparator;
import java.util.List;

/**
 * Everything in a picture that looks like the corner of a symbol. ZXing's own search stops at the first three that it met twice;
 * in dense data some of those are no corners, and the right ones come later.
 */
final class FinderPatterns extends FinderPatternFinder {
    private static final int MOST = 16;
    private static final int ROWS_LARGE = 1200;

    private FinderPatterns(BitMatrix image) {
        super(image);
    }

    /** At most 16, those that were met in most rows first. */
    static List<FinderPattern> in(BitMatrix image) {
        var finder = new FinderPatterns(image);
        finder.scan();
        return finder.getPossibleCenters().stream()
                .filter(each -> each.getCount() > 1)
                .sorted(Comparator.comparingInt(FinderPattern::getCount).reversed())
                .limit(MOST)
                .toList();
    }

    private void scan() {
        BitMatrix image = getImage();
        int every = image.getHeight() > ROWS_LARGE ? 3 : 2;
        for (int row = every - 1; row < image.getHeight(); row += every) {
            scan(image, row);
        }
    }

    private void scan(BitMatrix image, int row) {
        var runs = new int[5];
        int run = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            boolean black = image.get(x, row);
            if (black == (run % 2 == 0)) {
                runs[run]++;
            } else if (!black && run == 4) {
                if (foundPatternCross(runs) && handlePossibleCenter(runs, row, x)) {
                    doClearCounts(runs);
                    run = 0;
                } else {
                    doShiftCounts2(runs);
                    run = 3;
                }
            } else if (black || runs[0] > 0) {
                runs[++run]++;
            }
        }
        if (run == 4 && foundPatternCross(runs)) {
            handlePossibleCenter(runs, row, image.getWidth());
        }
    }
}
