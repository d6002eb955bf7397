package org.zhaoku.verifier.statement;

import java.util.Arrays;
import java.util.Optional;

/** Where a licence version comes from. */
public enum Origin {
    /** A first version. */
    NEW(0),
    /** Replaces a version of the same issuer and type. */
    SUCCESSOR(1),
    /** Taken over from another region. */
    TRANSFER(2);

    private final int number;

    Origin(int number) {
        this.number = number;
    }

    /** Its number in the statement. */
    public int number() {
        return number;
    }

    static Optional<Origin> of(long number) {
        return Arrays.stream(values()).filter(origin -> origin.number == number).findFirst();
    }
}
