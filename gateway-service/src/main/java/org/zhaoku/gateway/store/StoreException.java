package org.zhaoku.gateway.store;

/** The database or the data directory did not do what was asked. The message holds nothing of the data. */
public class StoreException extends RuntimeException {
    private final String code;

    /** @param code stable, for programs */
    public StoreException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** @param code stable, for programs */
    public StoreException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public final String code() {
        return code;
    }
}
