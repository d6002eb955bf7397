package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A licence that was lost or damaged, once more and with the same content.
 *
 * @param cause what happened to it
 * @param appliedOn day of the application
 * @param decidedOn day of the decision
 * @param mandates ids of the mandates within which agents applied; absent if the holders did
 */
record ReissueRequest(
        @Schema(description = "LOSS or DAMAGE", example = "LOSS", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String cause,

        @Schema(format = "date", example = "2026-11-26") @Nullable String appliedOn,

        @Schema(format = "date", example = "2026-11-26") @Nullable String decidedOn,

        @Nullable List<@Nullable String> mandates) {}
