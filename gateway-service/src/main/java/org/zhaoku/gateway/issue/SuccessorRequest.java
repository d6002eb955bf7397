package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.holder.HolderRequest;

/**
 * What differs in the next version of a licence. Whatever is absent stays as it is.
 *
 * @param holderName the holder's name
 * @param holders one by one, in place of holderName
 * @param validFrom first day; today at the latest, since the version before ends at once
 * @param validTo last day, or 长期
 * @param fields values by field name; null takes one away
 * @param appliedOn day of the application
 * @param decidedOn day of the decision
 * @param mandates ids of the mandates within which agents applied; absent if the holders did
 */
record SuccessorRequest(
        @Nullable String holderName,
        @Nullable List<@Nullable HolderRequest> holders,

        @Schema(format = "date", example = "2026-01-01") @Nullable String validFrom,

        @Schema(description = "a day, or 长期", example = "2031-12-31") @Nullable String validTo,

        @Schema(example = "{\"OperatorName\":\"照库小吃店\"}") @Nullable Map<String, @Nullable Object> fields,

        @Schema(format = "date", example = "2026-11-26") @Nullable String appliedOn,

        @Schema(format = "date", example = "2026-11-26") @Nullable String decidedOn,

        @Nullable List<@Nullable String> mandates) {

    SuccessorRequest {
        holders = HolderRequest.given(holders);
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "request for the next version of a licence";
    }
}
