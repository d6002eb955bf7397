package org.zhaoku.chaincode.ledger;

/**
 * A call that the contracts refuse. Its message says what was expected, what came and what to do, and never holds personal
 * data.
 */
public final class ContractException extends RuntimeException {
    private final ErrorCode code;

    public ContractException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /** {@code CODE: message}, as a client of the ledger sees it. */
    public String wire() {
        return code + ": " + getMessage();
    }
}
