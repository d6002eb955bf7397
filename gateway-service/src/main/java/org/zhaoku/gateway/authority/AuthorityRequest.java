package org.zhaoku.gateway.authority;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A department to register.
 *
 * @param code its unified social credit code
 * @param name its public name
 */
record AuthorityRequest(
        @Schema(example = "11440300000000019K", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String code,

        @Schema(example = "示范市市场监督管理局", maxLength = 64, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name) {}
