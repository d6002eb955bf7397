package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.holder.HolderRequest;

/**
 * A licence to issue.
 *
 * @param type code of a published type
 * @param issuer the department's unified social credit code
 * @param holderName the holder's name
 * @param validFrom first day; today if absent
 * @param validTo last day; absent for 长期
 * @param serial only for types whose number is not personal; random if absent
 * @param fields by field name
 * @param idempotencyKey as the header of this name, which goes before it
 * @param urgent whether it goes before others to the ledger
 * @param holders one by one, in place of holderName
 */
public record IssueRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String type,

        @Schema(example = "11440300000000019K", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String issuer,

        @Schema(description = "required unless holders are there", example = "张三") @Nullable String holderName,

        @Schema(format = "date", example = "2026-01-01") @Nullable String validFrom,

        @Schema(format = "date", example = "2030-12-31") @Nullable String validTo,

        @Schema(pattern = "[0-9A-Z]{1,32}") @Nullable String serial,

        @Schema(example = "{\"OperatorName\":\"照库小吃店\"}", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Map<String, @Nullable Object> fields,

        @Schema(pattern = "[!-~]{1,64}", description = "In a row of NDJSON, or in place of the header Idempotency-Key")
        @Nullable String idempotencyKey,

        @Schema(description = "Goes to the ledger in a batch of its own, before those that wait") @Nullable Boolean urgent,

        @Nullable List<@Nullable HolderRequest> holders) {

    public IssueRequest {
        holders = HolderRequest.given(holders);
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "request for a licence";
    }
}
