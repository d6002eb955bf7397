package org.zhaoku.gateway.ledger;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A transaction or query that did not succeed. */
public final class LedgerException extends RuntimeException {
    /** What is known of the transaction. */
    public enum Kind {
        /** The contract refused it: final, the code says why. */
        REFUSED,
        /** It was not ordered: safe to submit again. */
        UNAVAILABLE,
        /** It may have been committed, or may be yet: the same envelope has to be submitted again. */
        IN_DOUBT,
        /** Its envelope changed nothing and never will: a new one may be prepared. */
        OUTDATED
    }

    private final Kind kind;
    private final String code;

    /**
     * @param code stable: of the contract for {@link Kind#REFUSED}, otherwise it begins with {@code LEDGER_}
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

    /** Whether an error is one of this kind. */
    public static Predicate<Throwable> isOf(Kind kind) {
        return error -> error instanceof LedgerException failure && failure.kind == kind;
    }

    /** Whether another transaction was quicker: a new one soon succeeds, or finds the same on the ledger. */
    public boolean raced() {
        return kind == Kind.OUTDATED && code.endsWith("_READ_CONFLICT");
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }
}
