package org.zhaoku.gateway.keys;

/** Sealed data that cannot be opened. */
public final class SealException extends RuntimeException {
    private final String code;

    private SealException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    private SealException(String code, String message) {
        super(message);
        this.code = code;
    }

    static SealException broken(Throwable cause) {
        return new SealException(
                "SEAL_BROKEN", "stored data was changed, or it was moved from another record; restore it", cause);
    }

    static SealException unknownKey(String needed, String present) {
        return new SealException(
                "SEAL_KEY_UNKNOWN",
                "stored data is sealed under master key " + needed + ", and this gateway holds " + present
                        + "; gateways that share a database must share their keys");
    }

    /** {@code SEAL_BROKEN} or {@code SEAL_KEY_UNKNOWN}. */
    public String code() {
        return code;
    }
}
