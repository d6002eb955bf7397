package org.zhaoku.gateway.store;

/** The database cannot be reached just now; whether a write was done is not known. Every write here may be repeated. */
public final class StoreUnavailableException extends StoreException {
    /** @param cause what the driver met */
    public StoreUnavailableException(Throwable cause) {
        super("STORE_UNAVAILABLE", "the database cannot be reached; try again later", cause);
    }
}
