package org.zhaoku.gateway.issue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;

/**
 * What became of one row. Rows come back in their order.
 *
 * @param row its number, from 1; blank lines are not counted
 * @param id opaque, if the licence is stored
 * @param identifier GB/T 36904; it counts from IN_FORCE on
 * @param state SIGNED, or where it is already if the same row came before
 * @param problem what was wrong, if it is not stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "IssueResult")
public record RowResult(
        int row,
        @Nullable String id,
        @Nullable String identifier,
        @Nullable LicenceState state,
        @Nullable RowProblem problem) {
    static RowResult issued(int row, Issued issued) {
        return new RowResult(row, issued.id(), issued.identifier(), issued.state(), null);
    }

    /** A row that was not issued. */
    public static RowResult failed(int row, ProblemException problem) {
        return new RowResult(
                row,
                null,
                null,
                null,
                new RowProblem(
                        problem.code(), problem.detail(), problem.errors().isEmpty() ? null : problem.errors()));
    }

    /**
     * What was wrong with a row.
     *
     * @param code stable
     * @param detail what was expected, what came and what to do
     * @param errors the wrong fields, for FIELD_INVALID
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IssueProblem")
    public record RowProblem(
            ProblemCode code, String detail, @Nullable List<FieldError> errors) {}
}
