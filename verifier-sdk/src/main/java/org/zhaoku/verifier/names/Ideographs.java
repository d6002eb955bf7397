package org.zhaoku.verifier.names;

import java.util.stream.IntStream;

/** Descriptions of ideographs that no font has: an operator of U+2FF0 to U+2FFF and two or three parts, themselves such perhaps. */
final class Ideographs {
    /** Stands for something that cannot be read. */
    private static final int UNREADABLE = 0xfffd;

    private Ideographs() {}

    /** The characters of {@code text}, each description as one that cannot be read. */
    static IntStream withoutDescriptions(String text) {
        int[] characters = text.codePoints().toArray();
        IntStream.Builder left = IntStream.builder();
        for (int i = 0; i < characters.length; i++) {
            if (parts(characters[i]) == 0) {
                left.add(characters[i]);
            } else {
                left.add(UNREADABLE);
                i = end(characters, i) - 1;
            }
        }
        return left.build();
    }

    // the place behind the description: each operator opens as many places as it has parts, each other character fills
    // one
    private static int end(int[] characters, int from) {
        int at = from;
        for (int open = 1; open > 0 && at < characters.length; at++) {
            open += parts(characters[at]) - 1;
        }
        return at;
    }

    private static int parts(int character) {
        if (character < 0x2ff0 || character > 0x2fff) {
            return 0;
        }
        return character == 0x2ff2 || character == 0x2ff3 ? 3 : 2;
    }
}
