package org.zhaoku.verifier.names;

import java.util.ArrayList;
import java.util.List;
import org.zhaoku.verifier.names.Unit.Kind;

/**
 * A name taken apart.
 *
 * @param units what it is made of, once widths, cases, dots, spaces and variants are looked through
 */
record Name(List<Unit> units) {
    Name {
        units = List.copyOf(units);
    }

    static Name read(String text) {
        int[] characters = Ideographs.withoutDescriptions(text)
                .map(Variants::standard)
                .filter(character -> !Characters.isInvisible(character))
                .toArray();
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < characters.length; i++) {
            if (Characters.isDot(characters[i])) {
                addOnce(units, Unit.DOT);
            } else if (Characters.isSeparator(characters[i])) {
                separate(units, characters, i);
            } else {
                add(units, characters[i]);
            }
        }
        if (last(units).is(Kind.GAP)) {
            units.remove(units.size() - 1);
        }
        return new Name(units);
    }

    /** Whether all of it can be read, and there is something. */
    boolean isLegible() {
        return !units.isEmpty() && !units.contains(Unit.HOLE);
    }

    /** Without what often gets lost: gaps, tones, and the differences that exist only in some systems. */
    List<Unit> looseUnits() {
        List<Unit> loose = new ArrayList<>();
        for (Unit unit : units) {
            switch (unit.kind()) {
                case SIGN -> loose.add(new Unit(Kind.SIGN, Variants.representative(unit.character())));
                case LETTER -> Spelling.addLoosely(loose, unit.character());
                case HOLE, DOT -> addOnce(loose, unit);
                case GAP -> {
                    // often lost
                }
            }
        }
        return loose;
    }

    private static void add(List<Unit> units, int character) {
        Kind kind = Characters.kind(character);
        switch (kind) {
            case SIGN -> units.add(new Unit(kind, character));
            case LETTER -> units.add(new Unit(kind, Spelling.upper(character)));
            default -> addOnce(units, Unit.HOLE);
        }
    }

    // between ideographs a space is nothing and a full stop a dot; beside a letter both are a gap
    private static void separate(List<Unit> units, int[] characters, int at) {
        boolean letterBefore = last(units).is(Kind.LETTER) || last(units).is(Kind.GAP);
        int next = at;
        while (next < characters.length && Characters.isSeparator(characters[next])) {
            next++;
        }
        boolean letterBehind = next < characters.length
                && !Characters.isDot(characters[next])
                && Characters.kind(characters[next]) == Kind.LETTER;
        if (Characters.isSpace(characters[at])) {
            if (letterBefore && letterBehind) {
                addOnce(units, Unit.GAP);
            }
        } else if (letterBefore || letterBehind) {
            addOnce(units, Unit.GAP);
        } else {
            addOnce(units, characters[at] == '.' ? Unit.DOT : Unit.HOLE);
        }
    }

    private static void addOnce(List<Unit> units, Unit unit) {
        if (!last(units).equals(unit)) {
            units.add(unit);
        }
    }

    // a dot before the first unit would change nothing either
    private static Unit last(List<Unit> units) {
        return units.isEmpty() ? new Unit(Kind.SIGN, 0) : units.get(units.size() - 1);
    }
}
