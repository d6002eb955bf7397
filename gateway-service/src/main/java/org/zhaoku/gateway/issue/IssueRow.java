package org.zhaoku.gateway.issue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.ProblemException;

/** One row of a bulk request: a well-formed request, or what is wrong with it. */
public final class IssueRow {
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

    /** The row with this request; what is wrong with the request is the row's result. */
    public static IssueRow of(int number, IssueRequest request) {
        try {
            return of(number, CheckedRequest.of(request));
        } catch (ProblemException e) {
            return failed(number, e);
        }
    }

    /** A row from which no request could be made. */
    public static IssueRow failed(int number, RuntimeException error) {
        return new IssueRow(number, null, error);
    }

    public int number() {
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
