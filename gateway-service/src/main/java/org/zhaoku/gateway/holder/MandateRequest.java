package org.zhaoku.gateway.holder;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mandate to record.
 *
 * @param department that looked at the evidence
 * @param kind by what right
 * @param principal for whom, with a code
 * @param agent who, with a code
 * @param acts what they may apply for
 * @param types for licences of which types; absent for all
 * @param from first day; today if absent
 * @param to last day; absent without end
 * @param evidence kind and reference of the document that it stands on
 */
record MandateRequest(
        @Schema(example = "11440300000000019K", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String department,

        @Schema(
                description = "LEGAL_REPRESENTATIVE, GUARDIAN or AGENT",
                example = "AGENT",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String kind,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable HolderRequest principal,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable HolderRequest agent,

        @Schema(
                description = "RENEWAL, AMENDMENT, ANNUAL_CHECK, CORRECTION, REISSUE",
                example = "[\"RENEWAL\"]",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable List<@Nullable String> acts,

        @Nullable List<@Nullable String> types,

        @Schema(format = "date", example = "2026-11-26") @Nullable String from,

        @Schema(format = "date", example = "2027-11-25") @Nullable String to,

        @Schema(example = "授权委托书 2026-017", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String evidence) {

    /** Says nothing of the people. */
    @Override
    public String toString() {
        return "request for a mandate";
    }
}
