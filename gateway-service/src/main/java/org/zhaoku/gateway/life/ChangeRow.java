package org.zhaoku.gateway.life;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One of many changes.
 *
 * @param id the licence's opaque id
 * @param reason why
 * @param decidedOn day of the decision
 */
record ChangeRow(
        @Schema(example = "0123456789abcdef0123456789abcdef", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String id,

        @Schema(
                description = CheckedChange.REASONS,
                example = "REVOKED_AS_PUNISHMENT",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String reason,

        @Schema(format = "date", example = "2026-11-26") @Nullable String decidedOn) {}
