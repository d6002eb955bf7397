package org.zhaoku.verifier.statement;

/** Bytes that are not a statement, a field or a disclosure; the message never holds their content. */
public final class StatementException extends IllegalArgumentException {
    public StatementException(String message) {
        super(message);
    }

    StatementException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
