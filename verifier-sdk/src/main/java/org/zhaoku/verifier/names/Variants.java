package org.zhaoku.verifier.names;

import java.util.HashMap;
import java.util.Map;

/** Which characters stand for which. */
final class Variants {
    private static final int[] GBK_PRIVATE =
            VariantTables.GBK_PRIVATE.codePoints().toArray();
    private static final int[] KANGXI = VariantTables.KANGXI.codePoints().toArray();
    private static final int[] COMPATIBILITY =
            VariantTables.COMPATIBILITY.codePoints().toArray();
    private static final int[] COMPATIBILITY_SUPPLEMENT =
            VariantTables.COMPATIBILITY_SUPPLEMENT.codePoints().toArray();
    private static final Map<Integer, Integer> STANDARD = pairs(VariantTables.VARIANTS);
    private static final Map<Integer, Integer> GROUP = groups(VariantTables.SOMETIMES);

    private Variants() {}

    /** The standard form of a full-width, compatibility, formerly private or variant character; else the character itself. */
    static int standard(int character) {
        int encoded = character >= 0xff01 && character <= 0xff5e ? character - 0xfee0 : character;
        encoded = look(GBK_PRIVATE, 0xe815, encoded);
        encoded = look(KANGXI, 0x2f00, encoded);
        encoded = look(COMPATIBILITY, 0xf900, encoded);
        encoded = look(COMPATIBILITY_SUPPLEMENT, 0x2_f800, encoded);
        return STANDARD.getOrDefault(encoded, encoded);
    }

    /** One of the standard characters that are sometimes written for each other, the same for all of them. */
    static int representative(int standard) {
        return GROUP.getOrDefault(standard, standard);
    }

    private static int look(int[] table, int first, int character) {
        int at = character - first;
        return at >= 0 && at < table.length && table[at] != VariantTables.NONE ? table[at] : character;
    }

    private static Map<Integer, Integer> pairs(String table) {
        int[] characters = table.codePoints().toArray();
        Map<Integer, Integer> standard = new HashMap<>();
        for (int i = 0; i < characters.length; i += 2) {
            standard.put(characters[i + 1], characters[i]);
        }
        return standard;
    }

    private static Map<Integer, Integer> groups(String table) {
        Map<Integer, Integer> representative = new HashMap<>();
        int first = ' ';
        for (int character : table.codePoints().toArray()) {
            first = first == ' ' ? character : first;
            if (character == ' ') {
                first = ' ';
            } else {
                representative.put(character, first);
            }
        }
        return representative;
    }
}
