package org.zhaoku.gateway.ledger;

/** What stands on the ledger and is no record: no honest contract announces it. It changes nothing. */
public final class RefusedRecordException extends RuntimeException {
    private final String code;

    /**
     * @param code stable: one of the reader's, or the contract's
     * @param message what is wrong with it
     */
    RefusedRecordException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    RefusedRecordException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
