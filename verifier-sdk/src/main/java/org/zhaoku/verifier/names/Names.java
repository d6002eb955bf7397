package org.zhaoku.verifier.names;

/** Compares names of people and organisations. */
public final class Names {
    /** For longer names, in UTF-16 units, it is only said that they are the same, or cannot be told. */
    public static final int MAX_LENGTH = 128;

    private Names() {}

    /** How the two stand to each other; the order of the two does not matter. Any text may come in, even a damaged one. */
    public static NameMatch compare(String one, String other) {
        Name first = Name.read(one);
        Name second = Name.read(other);
        if (first.units().isEmpty() || second.units().isEmpty()) {
            return NameMatch.CANNOT_TELL;
        }
        if (first.isLegible() && second.isLegible()) {
            if (one.equals(other)) {
                return NameMatch.EXACT;
            }
            if (first.units().equals(second.units())) {
                return NameMatch.VARIANT;
            }
        }
        boolean tooLong = one.length() > MAX_LENGTH || other.length() > MAX_LENGTH;
        return tooLong || Alignment.mayBeTheSame(first.looseUnits(), second.looseUnits())
                ? NameMatch.CANNOT_TELL
                : NameMatch.DIFFERENT;
    }
}
