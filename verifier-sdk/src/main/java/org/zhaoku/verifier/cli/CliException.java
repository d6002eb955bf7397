package org.zhaoku.verifier.cli;

/** Something that was handed in cannot be used. The message never holds its content. */
final class CliException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String code;

    CliException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable: see {@code docs/error-codes.md}. */
    String code() {
        return code;
    }
}
