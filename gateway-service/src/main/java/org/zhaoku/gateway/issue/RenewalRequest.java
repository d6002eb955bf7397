package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new term of a licence.
 *
 * @param validFrom first day; today if absent, and at the latest, since the term before ends at once
 * @param validTo last day, or 长期
 * @param fields values by field name that differ; null takes one away
 * @param appliedOn day of the application; today if absent. It must lie in the term that is renewed
 * @param decidedOn day of the decision
 * @param mandates ids of the mandates within which agents applied; absent if the holders did
 */
record RenewalRequest(
        @Schema(format = "date", example = "2026-01-01") @Nullable String validFrom,

        @Schema(description = "a day, or 长期", example = "2031-12-31", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String validTo,

        @Schema(example = "{\"OperatorName\":\"照库小吃店\"}") @Nullable Map<String, @Nullable Object> fields,

        @Schema(format = "date", example = "2026-11-26") @Nullable String appliedOn,

        @Schema(format = "date", example = "2026-11-26") @Nullable String decidedOn,

        @Nullable List<@Nullable String> mandates) {

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "request for a new term";
    }
}
