package org.zhaoku.gateway.life;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;

/**
 * What became of one row. Rows come back in their order.
 *
 * @param row its number, from 1
 * @param id the licence, if there is one with the row's id
 * @param status as the request for this row alone would have been answered with
 * @param change as the ledger has it, if it was made
 * @param code what was wrong, if it was not
 * @param detail what was expected, what came and what to do
 * @param errors the wrong fields, for FIELD_INVALID
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StateChangeResult")
record RowResult(
        int row,
        @Nullable String id,
        int status,
        @Nullable ChangeView change,
        @Nullable ProblemCode code,
        @Nullable String detail,
        @Nullable List<FieldError> errors) {
    private static final int CREATED = 201;

    static RowResult made(int row, String id, ChangeView change) {
        return new RowResult(row, id, CREATED, change, null, null, null);
    }

    static RowResult failed(int row, @Nullable String id, ProblemException problem) {
        return new RowResult(
                row,
                problem.code() == ProblemCode.LICENCE_UNKNOWN ? null : id,
                problem.code().status(),
                null,
                problem.code(),
                problem.detail(),
                problem.errors().isEmpty() ? null : problem.errors());
    }
}
