package org.zhaoku.gateway.licence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A licence as a search shows it.
 *
 * @param id opaque
 * @param identifier GB/T 36904 identifier
 * @param type code of the type
 * @param version of the licence
 * @param state its way to the ledger
 * @param ledgerState what became of it there; absent before
 * @param reason of its last change there; absent if there was none
 * @param disputed whether it is marked as disputed there
 * @param holderName absent in the feed, and if the personal data were destroyed
 * @param issued day of issue
 * @param validFrom first day
 * @param validTo last day; absent for 长期
 * @param receivedAt when it was accepted
 * @param changed when it came into force or changed since, by the database's clock; absent before
 * @param erasedAt when its personal data were destroyed; absent if they were not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LicenceRow(
        String id,
        String identifier,
        String type,
        int version,
        LicenceState state,
        org.zhaoku.verifier.status.@Nullable LicenceState ledgerState,
        @Nullable String reason,
        boolean disputed,
        @Nullable String holderName,
        LocalDate issued,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        Instant receivedAt,
        @Nullable Instant changed,
        @Nullable Instant erasedAt) {
    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "row of licence " + id;
    }
}
