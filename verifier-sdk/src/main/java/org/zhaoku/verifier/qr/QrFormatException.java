package org.zhaoku.verifier.qr;

/** A text or image that is not a QR code of ours. The message never holds the content. */
public final class QrFormatException extends IllegalArgumentException {
    private final String code;

    QrFormatException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable: QR_NOT_A_LICENCE, QR_NOT_CANONICAL, QR_BASE45, IMAGE_NOT_READABLE or IMAGE_TOO_LARGE. */
    public String code() {
        return code;
    }
}
