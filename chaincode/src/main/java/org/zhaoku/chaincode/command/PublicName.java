package org.zhaoku.chaincode.command;

/** Names that are shown to everybody. */
final class PublicName {
    /** The longest name, in characters (UTF-16 units). */
    static final int MAX = 100;

    private PublicName() {}

    static void check(String whose, String name) {
        if (name.isBlank()
                || !name.equals(name.strip())
                || name.length() > MAX
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected a " + whose + "'s name of 1 to " + MAX
                    + " characters without control characters or blanks at its ends, got " + name.length());
        }
    }
}
