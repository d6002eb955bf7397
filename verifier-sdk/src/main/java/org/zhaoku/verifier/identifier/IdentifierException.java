package org.zhaoku.verifier.identifier;

/**
 * A code that is not what it should be. The message says what was expected, what came and what to do, and never holds a
 * person's number.
 */
public final class IdentifierException extends IllegalArgumentException {
    private final String code;

    IdentifierException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable, for example {@code IDENTIFIER_CHECK_CHARACTER}. */
    public String code() {
        return code;
    }
}
