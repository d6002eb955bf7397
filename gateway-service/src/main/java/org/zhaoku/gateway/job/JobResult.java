package org.zhaoku.gateway.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.issue.RowResult;
import org.zhaoku.gateway.licence.LicenceState;

/**
 * What became of one row of a job.
 *
 * @param row its number among the rows with content, from 1; the titles are not counted
 * @param line where it is in the file: row of the sheet, line of the CSV file
 * @param id opaque, if the licence is stored
 * @param identifier GB/T 36904; it counts from IN_FORCE on
 * @param state where the licence is now
 * @param problem what was wrong, if it is not stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "JobResult")
record JobResult(
        int row,
        int line,
        @Nullable String id,
        @Nullable String identifier,
        @Nullable LicenceState state,
        RowResult.@Nullable RowProblem problem) {
    static JobResult of(RowResult result, int line) {
        return new JobResult(result.row(), line, result.id(), result.identifier(), result.state(), result.problem());
    }

    boolean isAccepted() {
        return id != null;
    }

    JobResult in(@Nullable LicenceState now) {
        return new JobResult(row, line, id, identifier, now, problem);
    }
}
