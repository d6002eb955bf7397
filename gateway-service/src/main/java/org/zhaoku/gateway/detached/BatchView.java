package org.zhaoku.gateway.detached;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A batch that was taken.
 *
 * @param batch its key: SM3 of the header, 64 hexadecimal digits
 * @param licences its licences, by row
 */
@Schema(name = "SignedBatch")
record BatchView(String batch, List<Taken> licences) {
    /**
     * A licence that is stored, and comes into force with its batch.
     *
     * @param row number of its row, from 1
     * @param id opaque
     * @param identifier GB/T 36904; it counts from IN_FORCE on
     */
    @Schema(name = "SignedBatchLicence")
    record Taken(int row, String id, String identifier) {}
}
