package org.zhaoku.gateway.issue;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of one request of several: a stored licence, or why not. */
final class Outcome {
    private final @Nullable Issued issued;
    private final @Nullable Throwable error;

    private Outcome(@Nullable Issued issued, @Nullable Throwable error) {
        this.issued = issued;
        this.error = error;
    }

    static Outcome of(Issued issued) {
        return new Outcome(issued, null);
    }

    static Outcome failed(Throwable error) {
        return new Outcome(null, error);
    }

    <T> T fold(Function<Issued, T> ifIssued, Function<Throwable, T> ifFailed) {
        if (issued != null) {
            return ifIssued.apply(issued);
        }
        return ifFailed.apply(error == null ? new IllegalStateException("an outcome is one of two") : error);
    }
}
