package org.zhaoku.verifier.names;

import java.util.List;
import org.zhaoku.verifier.names.Unit.Kind;

/**
 * Whether two names may be one. A hole stands for one unit or more; a dot may be missing; some letters in a row stand for as many ideographs or
 * fewer, since a rare character is often spelt.
 */
final class Alignment {
    private final List<Unit> one;
    private final List<Unit> other;
    /** Whether the rests from here on may be the same. */
    private final boolean[][] fits;

    private Alignment(List<Unit> one, List<Unit> other) {
        this.one = one;
        this.other = other;
        this.fits = new boolean[one.size() + 1][other.size() + 1];
    }

    static boolean mayBeTheSame(List<Unit> one, List<Unit> other) {
        return new Alignment(one, other).run();
    }

    private boolean run() {
        for (int i = one.size(); i >= 0; i--) {
            for (int j = other.size(); j >= 0; j--) {
                fits[i][j] = skipsADot(i, j) || fit(i, j);
            }
        }
        return fits[0][0];
    }

    private boolean skipsADot(int i, int j) {
        return (i < one.size() && one.get(i).is(Kind.DOT) && fits[i + 1][j])
                || (j < other.size() && other.get(j).is(Kind.DOT) && fits[i][j + 1]);
    }

    private boolean fit(int i, int j) {
        if (i == one.size() || j == other.size()) {
            return i == one.size() && j == other.size();
        }
        Unit left = one.get(i);
        Unit right = other.get(j);
        if (left.equals(right) && fits[i + 1][j + 1]) {
            return true;
        }
        if (left.is(Kind.HOLE) && fitsBehind(i + 1, i + 1, j + 1, other.size())) {
            return true;
        }
        if (right.is(Kind.HOLE) && fitsBehind(i + 1, one.size(), j + 1, j + 1)) {
            return true;
        }
        if (left.is(Kind.LETTER) && right.is(Kind.SIGN)) {
            return spells(i, j, end(one, i, Kind.LETTER) - i, end(other, j, Kind.SIGN) - j, true);
        }
        return left.is(Kind.SIGN)
                && right.is(Kind.LETTER)
                && spells(i, j, end(one, i, Kind.SIGN) - i, end(other, j, Kind.LETTER) - j, false);
    }

    private boolean fitsBehind(int fromI, int toI, int fromJ, int toJ) {
        for (int i = fromI; i <= toI; i++) {
            for (int j = fromJ; j <= toJ; j++) {
                if (fits[i][j]) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean spells(int i, int j, int maxI, int maxJ, boolean lettersFirst) {
        for (int x = 1; x <= maxI; x++) {
            for (int y = 1; y <= maxJ; y++) {
                if ((lettersFirst ? y <= x : x <= y) && fits[i + x][j + y]) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int end(List<Unit> units, int from, Kind kind) {
        int end = from;
        while (end < units.size() && units.get(end).is(kind)) {
            end++;
        }
        return end;
    }
}
