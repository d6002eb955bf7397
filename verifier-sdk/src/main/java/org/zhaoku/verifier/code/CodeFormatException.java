package org.zhaoku.verifier.code;

/** A text that is not a code of ours. The message never holds the content. */
public final class CodeFormatException extends IllegalArgumentException {
    private final String code;

    public CodeFormatException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable: QR_NOT_A_LICENCE, QR_NOT_A_PRESENTATION, QR_NOT_CANONICAL or QR_BASE45. */
    public String code() {
        return code;
    }
}
