package org.zhaoku.verifier.qr;

/** An image in which no QR code could be read. The message never holds the content. */
public final class QrImageException extends IllegalArgumentException {
    private final String code;

    QrImageException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable: IMAGE_NOT_READABLE or IMAGE_TOO_LARGE. */
    public String code() {
        return code;
    }
}
