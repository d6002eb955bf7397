package org.zhaoku.gateway.catalogue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A licence type to publish.
 *
 * @param code GB/T 36902 type code, 21 characters
 * @param version of the definition
 * @param name 证照类型名称
 * @param personalNumber whether the licence's number is personal; serials are random then
 * @param fields in the order of their numbers
 * @param issuers departments that may issue it
 */
record TypeRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String code,

        @Schema(example = "1", defaultValue = "1", minimum = "1", maximum = "65535") @Nullable Integer version,

        @Schema(example = "食品经营许可证", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,

        @Schema(defaultValue = "false") @Nullable Boolean personalNumber,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<@Nullable Field> fields,

        @Nullable List<@Nullable String> issuers) {
    /**
     * One field.
     *
     * @param name in the API; CertificateHolderName is filled from the holder's name
     * @param title what people see
     * @param kind TEXT, INTEGER, BOOLEAN or DATE
     * @param required default false
     * @param face whether it stands on the face; default false
     * @param masked whether it is masked there; default false
     * @param maxLength for TEXT, in characters; default 100
     */
    @Schema(name = "TypeRequestField")
    record Field(
            @Schema(example = "OperatorName", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,

            @Schema(example = "经营者名称", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String title,

            FieldDefinition.@Nullable Kind kind,
            @Nullable Boolean required,
            @Nullable Boolean face,
            @Nullable Boolean masked,
            @Nullable Integer maxLength) {}
}
