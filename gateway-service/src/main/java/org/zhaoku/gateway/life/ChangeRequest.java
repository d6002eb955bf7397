package org.zhaoku.gateway.life;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change of one licence.
 *
 * @param reason why
 * @param decidedOn day of the decision
 */
record ChangeRequest(
        @Schema(
                description = CheckedChange.REASONS,
                example = "REVOKED_AS_PUNISHMENT",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String reason,

        @Schema(format = "date", example = "2026-11-26") @Nullable String decidedOn) {}
