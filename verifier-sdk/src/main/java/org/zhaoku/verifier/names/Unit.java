package org.zhaoku.verifier.names;

/**
 * One thing that a name is made of.
 *
 * @param kind what it is
 * @param character its code point after looking through variants; 0 for dots, gaps and holes
 */
record Unit(Kind kind, int character) {
    enum Kind {
        /** A character that stands for itself: an ideograph or a digit. */
        SIGN,
        /** A letter of a script that spells. */
        LETTER,
        /** The dot between the parts of a name. */
        DOT,
        /** A space, hyphen, apostrophe or full stop between letters. */
        GAP,
        /** Something that cannot be read: a placeholder, a private character, half a surrogate pair. */
        HOLE
    }

    static final Unit DOT = new Unit(Kind.DOT, 0);
    static final Unit GAP = new Unit(Kind.GAP, 0);
    static final Unit HOLE = new Unit(Kind.HOLE, 0);

    boolean is(Kind other) {
        return kind == other;
    }
}
