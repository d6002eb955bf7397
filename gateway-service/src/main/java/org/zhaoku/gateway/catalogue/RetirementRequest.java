package org.zhaoku.gateway.catalogue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldErrors;

/**
 * Why a type is retired.
 *
 * @param reason for the catalogue; nothing personal
 */
@Schema(name = "TypeRetirementRequest")
record RetirementRequest(
        @Schema(example = "由新版许可证代替", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {
    private static final int MAX_REASON = 200;

    /** @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID */
    Retirement checked(String by, Instant at) {
        var errors = new FieldErrors();
        var checked = errors.text("reason", reason, MAX_REASON);
        errors.throwIfAny();
        return new Retirement(at.truncatedTo(ChronoUnit.MILLIS), by, checked.orElseThrow());
    }
}
