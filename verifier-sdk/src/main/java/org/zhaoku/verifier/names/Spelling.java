package org.zhaoku.verifier.names;

import java.util.List;
import org.zhaoku.verifier.names.Unit.Kind;

/** Letters, as far as systems differ in them. */
final class Spelling {
    /** Vowels of pinyin with their tones, and the letter that is left when the tone is dropped. */
    private static final String TONED = "ĀÁǍÀĒÉĚÈÊĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛŃŇǸḾ";

    private static final String PLAIN = "AAAAEEEEEIIIIOOOOUUUUÜÜÜÜNNNM";

    private Spelling() {}

    /** Upper case, for Latin letters alone: the rest of Unicode would follow the platform's version. */
    static int upper(int letter) {
        if (in(letter, 'a', 'z') || (in(letter, 0xe0, 0xfe) && letter != 0xf7)) {
            return letter - 0x20;
        }
        // a large letter and its small one stand side by side; where, depends on the block
        boolean largeIsEven = in(letter, 0x100, 0x130)
                || in(letter, 0x132, 0x137)
                || in(letter, 0x14a, 0x177)
                || in(letter, 0x1f8, 0x21f)
                || in(letter, 0x1e00, 0x1e95)
                || in(letter, 0x1ea0, 0x1eff);
        if (largeIsEven) {
            return letter & ~1;
        }
        boolean largeIsOdd = in(letter, 0x139, 0x148) || in(letter, 0x179, 0x17e) || in(letter, 0x1cd, 0x1dc);
        return largeIsOdd ? letter - 1 + (letter & 1) : letter;
    }

    private static boolean in(int letter, int from, int to) {
        return letter >= from && letter <= to;
    }

    private static int withoutTone(int letter) {
        int at = TONED.indexOf(letter);
        return at < 0 ? letter : PLAIN.charAt(at);
    }

    /** Adds a letter without its tone; ü, v and yu behind L and N, which stand for one vowel, become U. */
    static void addLoosely(List<Unit> units, int letter) {
        boolean combiningMark = letter >= 0x300 && letter <= 0x36f;
        if (combiningMark) {
            return;
        }
        int plain = withoutTone(letter);
        int last = units.size() - 1;
        if (plain == 'V' && (isLetter(units, last, 'L') || isLetter(units, last, 'N'))) {
            plain = 'U';
        } else if (plain == 'U'
                && isLetter(units, last, 'Y')
                && (isLetter(units, last - 1, 'L') || isLetter(units, last - 1, 'N'))) {
            units.remove(last);
        }
        units.add(new Unit(Kind.LETTER, plain == 'Ü' ? 'U' : plain));
    }

    private static boolean isLetter(List<Unit> units, int at, int letter) {
        return at >= 0 && units.get(at).equals(new Unit(Kind.LETTER, letter));
    }
}
