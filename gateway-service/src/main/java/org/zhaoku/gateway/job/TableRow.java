package org.zhaoku.gateway.job;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table.
 *
 * @param line row of the sheet, or line of the CSV file on which it begins; from 1
 * @param cells in the columns' order; null where nothing stands
 */
record TableRow(int line, List<@Nullable Cell> cells) {
    boolean isBlank() {
        return cells.stream().allMatch(Objects::isNull);
    }

    @Nullable Cell cell(int column) {
        return column < cells.size() ? cells.get(column) : null;
    }

    /** Says nothing of the content. */
    @Override
    public String toString() {
        return "row at line " + line;
    }
}
