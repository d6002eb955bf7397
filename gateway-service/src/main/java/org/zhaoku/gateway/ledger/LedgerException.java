package org.zhaoku.gateway.ledger;

import org.jspecify.annotations.Nullable;

/** A transaction or query that did not succeed. */
public final class LedgerException extends RuntimeException {
    /** What is known of the transaction. */
    public enum Kind {
        /** The contract refused it: final, the code says why. */
        REFUSED,
        /** It was not ordered: safe to submit again. */
        UNAVAILABLE,
        /** It may have been committed: ask the ledger before anything else. */
        IN_DOUBT
    }

    private final Kind kind;
    private final String code;

    /**
     * @param code stable, of the contract for {@link Kind#REFUSED}, otherwise {@code LEDGER_UNAVAILABLE} or
     *     {@code LEDGER_IN_DOUBT}
     */
    public LedgerException(Kind kind, String code, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
    }

    public LedgerException(Kind kind, String code, String message) {
        super(message);
        this.kind = kind;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }
}
