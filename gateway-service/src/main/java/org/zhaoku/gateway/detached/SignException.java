package org.zhaoku.gateway.detached;

/** The command ends here: its message says what was expected, what came and what to do, and nothing personal. */
final class SignException extends RuntimeException {
    private final Code code;

    /** What is wrong, stable. */
    enum Code {
        /** An option is missing, unknown, or has another form. */
        SIGN_OPTION_WRONG,
        /** There is no password, or it is too short. */
        SIGN_PASSWORD_WRONG,
        /** A file cannot be read or written. */
        SIGN_FILE_UNUSABLE,
        /** A file that would be written is there. */
        SIGN_FILE_EXISTS,
        /** The file is no definition of a type. */
        SIGN_TYPE_UNREADABLE,
        /** There is no row to sign, or more than a batch may have. */
        SIGN_ROWS_WRONG
    }

    SignException(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }
}
