package org.zhaoku.gateway.issue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row of a bulk request: a well-formed request, or what is wrong with it. */
final class IssueRow {
    private final int number;
    private final @Nullable CheckedRequest request;
    private final @Nullable RuntimeException error;

    private IssueRow(int number, @Nullable CheckedRequest request, @Nullable RuntimeException error) {
        this.number = number;
        this.request = request;
        this.error = error;
    }

    static IssueRow of(int number, CheckedRequest request) {
        return new IssueRow(number, request, null);
    }

    static IssueRow failed(int number, RuntimeException error) {
        return new IssueRow(number, null, error);
    }

    int number() {
        return number;
    }

    Optional<CheckedRequest> request() {
        return Optional.ofNullable(request);
    }

    /** What is wrong, as its outcome. */
    Outcome outcome() {
        return Outcome.failed(error == null ? new IllegalStateException("the row is well-formed") : error);
    }
}
