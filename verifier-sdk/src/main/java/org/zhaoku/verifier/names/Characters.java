package org.zhaoku.verifier.names;

import org.zhaoku.verifier.names.Unit.Kind;

/** What a code point is in a name. Ranges of its own: those of the platform change with its version of Unicode. */
final class Characters {
    /** Written for 間隔號 by different systems, the standard one first; U+002E and U+FF0E are dots only between ideographs. */
    private static final String DOTS = "\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387\u2024\u2e31\u2e33\u16eb\ufe52";

    private Characters() {}

    static boolean isDot(int character) {
        return DOTS.indexOf(character) >= 0;
    }

    /** What separates the parts of a name that is spelt: space, full stop, hyphens, apostrophes. */
    static boolean isSeparator(int character) {
        return isSpace(character) || ".-,'\u2010\u2011\u2018\u2019\u02bc".indexOf(character) >= 0;
    }

    static boolean isSpace(int character) {
        return character == ' '
                || character == '\t'
                || character == 0xa0
                || in(character, 0x2000, 0x200a)
                || character == 0x202f
                || character == 0x3000;
    }

    /** Characters without a shape of their own: joiners, marks of direction, variation selectors. */
    static boolean isInvisible(int character) {
        return in(character, 0x200b, 0x200f)
                || in(character, 0x202a, 0x202e)
                || in(character, 0x2060, 0x2069)
                || character == 0xfeff
                || character == 0xad
                || in(character, 0xfe00, 0xfe0f)
                || in(character, 0xe0100, 0xe01ef);
    }

    /** SIGN, LETTER or HOLE. */
    static Kind kind(int character) {
        if (isIdeograph(character) || in(character, '0', '9')) {
            return Kind.SIGN;
        }
        return isLetter(character) ? Kind.LETTER : Kind.HOLE;
    }

    private static boolean isIdeograph(int character) {
        return in(character, 0x2e80, 0x2fdf)
                || in(character, 0x3005, 0x3007)
                || in(character, 0x3400, 0x4dbf)
                || in(character, 0x4e00, 0x9fff)
                || in(character, 0xf900, 0xfaff)
                || (in(character, 0x2_0000, 0x3_ffff) && (character & 0xffff) < 0xfffe);
    }

    /** Latin, its combining marks, and the scripts beyond it up to where symbols begin; kana, Yi, Hangul and the rest. */
    private static boolean isLetter(int character) {
        boolean latin = in(character, 'A', 'Z') || in(character, 'a', 'z') || in(character, 0xc0, 0x24f);
        return (latin && character != 0xd7 && character != 0xf7)
                || in(character, 0x250, 0x1fff)
                || in(character, 0x2c00, 0x2dff)
                || in(character, 0x3041, 0x312f)
                || in(character, 0xa000, 0xd7ff)
                || in(character, 0xfb00, 0xfdff)
                || in(character, 0xfe70, 0xfefe)
                || in(character, 0x1_0000, 0x1_cfff);
    }

    private static boolean in(int character, int from, int to) {
        return character >= from && character <= to;
    }
}
