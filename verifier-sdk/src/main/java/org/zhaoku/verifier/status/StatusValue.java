package org.zhaoku.verifier.status;

/** The four values of a status list with 2 bits (Token Status List, status types: 0 to 2 registered, 3 the application's own). */
public enum StatusValue {
    /** 0, VALID. */
    IN_FORCE(0),
    /** 1, INVALID: for good. */
    ENDED(1),
    /** 2, SUSPENDED: may come back. */
    SUSPENDED(2),
    /** 3, APPLICATION_SPECIFIC: a later version of the licence took its place. */
    SUPERSEDED(3);

    private final int number;

    StatusValue(int number) {
        this.number = number;
    }

    /** The value in the list, 0 to 3. */
    public int number() {
        return number;
    }

    /** @throws IllegalArgumentException if {@code number} is not 0 to 3 */
    public static StatusValue of(int number) {
        return switch (number) {
            case 0 -> IN_FORCE;
            case 1 -> ENDED;
            case 2 -> SUSPENDED;
            case 3 -> SUPERSEDED;
            default -> throw new IllegalArgumentException("expected a status value from 0 to 3, got " + number);
        };
    }
}
