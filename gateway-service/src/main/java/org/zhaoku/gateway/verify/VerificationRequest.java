package org.zhaoku.gateway.verify;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A code to verify.
 *
 * @param text what was scanned
 */
record VerificationRequest(
        @Schema(example = "ZK1:…", maxLength = 4296, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String text) {

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "code to verify";
    }
}
