package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.holder.HolderRequest;

/**
 * A licence of another department that is taken over. Whatever is absent stays as the package has it.
 *
 * @param issuer the department that takes it over
 * @param licencePackage the licence package, base64url
 * @param type code of a published type; that of the package if absent
 * @param serial only for types whose number is not personal; random if absent
 * @param holderName the holder's name
 * @param holders one by one, in place of holderName
 * @param validFrom first day, today at the latest
 * @param validTo last day, or 长期
 * @param fields values by field name; null takes one away
 * @param decidedOn day of the decision
 */
record TakeOverRequest(
        @Schema(example = "11440300000000019K", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String issuer,

        @Schema(
                description = "what GET /api/v1/licences/{id}/package answers, in base64url without padding",
                example = "o2ExAQ",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String licencePackage,

        @Nullable String type,

        @Schema(pattern = "[0-9A-Z]{1,32}") @Nullable String serial,

        @Nullable String holderName,
        @Nullable List<@Nullable HolderRequest> holders,

        @Schema(format = "date", example = "2026-01-01") @Nullable String validFrom,

        @Schema(description = "a day, or 长期", example = "2031-12-31") @Nullable String validTo,

        @Schema(example = "{\"OperatorName\":\"照库小吃店\"}") @Nullable Map<String, @Nullable Object> fields,

        @Schema(format = "date", example = "2026-11-26") @Nullable String decidedOn) {

    TakeOverRequest {
        holders = HolderRequest.given(holders);
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "request to take a licence over";
    }
}
