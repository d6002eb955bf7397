package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.holder.HolderRequest;

/**
 * One next version of many: what a request for it says, and for which licence.
 *
 * @param id of the licence that it replaces
 * @param occasion RENEWAL, AMENDMENT, CORRECTION, ANNUAL_CHECK, LOSS or DAMAGE
 * @param idempotencyKey the same key again for the same licence is the same next version
 * @param holderName the holder's name; with AMENDMENT, CORRECTION and ANNUAL_CHECK
 * @param holders one by one, in place of holderName
 * @param validFrom first day; not with LOSS and DAMAGE
 * @param validTo last day, or 长期; not with LOSS and DAMAGE
 * @param fields values by field name; null takes one away; not with LOSS and DAMAGE
 * @param appliedOn day of the application
 * @param decidedOn day of the decision
 * @param mandates ids of the mandates within which agents applied; absent if the holders did
 */
@Schema(name = "NextVersion")
record SuccessorRow(
        @Schema(example = "c70e80cc9d47df0dcb9ebb3c15bc4a46", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String id,

        @Schema(example = "RENEWAL", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String occasion,

        @Schema(pattern = "[!-~]{1,64}") @Nullable String idempotencyKey,

        @Nullable String holderName,
        @Nullable List<@Nullable HolderRequest> holders,

        @Schema(format = "date", example = "2026-01-01") @Nullable String validFrom,

        @Schema(description = "a day, or 长期", example = "2031-12-31") @Nullable String validTo,

        @Schema(example = "{\"OperatorName\":\"照库小吃店\"}") @Nullable Map<String, @Nullable Object> fields,

        @Schema(format = "date", example = "2026-11-26") @Nullable String appliedOn,

        @Schema(format = "date", example = "2026-11-26") @Nullable String decidedOn,

        @Nullable List<@Nullable String> mandates) {

    SuccessorRow {
        holders = HolderRequest.given(holders);
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "row for the next version of a licence";
    }
}
