package org.zhaoku.gateway.job;

import java.util.Optional;

/** A table that is read row by row; blank rows are passed over. Blocks: for a thread that may. One thread at a time. */
interface Table extends AutoCloseable {
    /**
     * The next row; the first has the titles.
     *
     * @throws org.zhaoku.gateway.web.ProblemException FILE_UNREADABLE if there is no next row to be read
     */
    Optional<TableRow> next();

    @Override
    void close();
}
