package org.zhaoku.gateway.life;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That a licence is let go to a department of another region.
 *
 * @param region MSP id of the region that takes it over
 * @param department its department that takes it over
 * @param decidedOn day of the decision
 */
record TransferRequest(
        @Schema(example = "RegionBMSP", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String region,

        @Schema(example = "11440300000000019K", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String department,

        @Schema(format = "date", example = "2026-11-26") @Nullable String decidedOn) {}
