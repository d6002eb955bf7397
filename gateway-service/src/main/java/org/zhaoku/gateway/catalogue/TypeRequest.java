package org.zhaoku.gateway.catalogue;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.status.StatusReason;

/**
 * A licence type to publish, or its draft. Members of the catalogue's entry (GB/T 36902) may have the standard's names, also as they
 * are misspelt in real systems.
 *
 * @param code GB/T 36902 type code, 21 characters
 * @param version of the definition
 * @param name 证照类型名称
 * @param personalNumber whether the licence's number is personal; serials are random then
 * @param fields in the order of their numbers
 * @param issuers departments that may issue it
 * @param definingAuthority 证照定义机构, its name; its code begins the type's code
 * @param definingAuthorityLevel 证照定义机构级别
 * @param holderCategory 持证主体类别
 * @param validity 有效期限范围
 * @param issuingLevels 颁发机构级别
 * @param matters 关联事项
 * @param states how other systems code its states
 * @param codeTables tables for fields of kind CODE
 * @param template reference of the page that it is shown on
 * @param approval TWO_PERSONS if a second person must approve each licence
 */
record TypeRequest(
        @JsonAlias("CertificateTypeCode") @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String code,

        @Schema(example = "1", defaultValue = "1", minimum = "1", maximum = "65535") @Nullable Integer version,

        @JsonAlias("CertificateTypeName")
        @Schema(example = "食品经营许可证", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String name,

        @Schema(defaultValue = "false") @Nullable Boolean personalNumber,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<@Nullable Field> fields,

        @Nullable List<@Nullable String> issuers,

        @JsonAlias({"CertificateDefineAuthorityName", "CertificateDefineAuthortiyName"})
        @Schema(example = "国家市场监督管理总局")
        @Nullable String definingAuthority,

        @JsonAlias({"CertificateDefineAuthorityLevel", "CertificateDefineAuthortiyLevel"})
        @Schema(example = "NATIONAL", description = "a name, number or word of 机构级别")
        @Nullable String definingAuthorityLevel,

        @JsonAlias("CertificateHolderCategory")
        @Schema(example = "ORGANISATION", defaultValue = "MIXED", description = "a name or word of 持证主体类别")
        @Nullable String holderCategory,

        @JsonAlias({"ValidityRange", "ValidtyRange"})
        @Schema(example = "1年^3年^长期", description = "terms in 年, 个月, 日, or 长期")
        @Nullable String validity,

        @JsonAlias({"CertificateIssuingAuthorityLevel", "CertificateIssuingAuthortiyLevel"})
        @Schema(example = "[\"COUNTY\"]")
        @Nullable List<@Nullable String> issuingLevels,

        @Nullable List<@Nullable Matter> matters,
        @Nullable List<@Nullable State> states,
        @Nullable List<@Nullable Table> codeTables,
        @Schema(example = "food-licence/1") @Nullable String template,
        @Schema(defaultValue = "ONE_PERSON") @Nullable Approval approval) {
    /** How many persons issue a licence. */
    @Schema(name = "TypeApproval")
    enum Approval {
        ONE_PERSON,
        TWO_PERSONS
    }

    /**
     * One field.
     *
     * @param name in the API; CertificateHolderName is filled from the holder's name
     * @param title what people see
     * @param kind TEXT, INTEGER, BOOLEAN, DATE or CODE
     * @param required default false
     * @param face whether it stands on the face; default false
     * @param masked whether it is masked there; default false
     * @param maxLength for TEXT, in characters; default 100
     * @param minLength for TEXT, in characters; default 1
     * @param pattern for TEXT, a regular expression for the whole of it
     * @param sensitive whether it is sensitive personal information; default false
     * @param codeTable for CODE
     * @param shortName pinyin name of the same item, which requests may use; the standard's own if absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TypeRequestField")
    record Field(
            @Schema(example = "OperatorName", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,

            @Schema(example = "经营者名称", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String title,

            FieldDefinition.@Nullable Kind kind,
            @Nullable Boolean required,
            @Nullable Boolean face,
            @Nullable Boolean masked,
            @Nullable Integer maxLength,
            @Nullable Integer minLength,
            @Schema(example = "[0-9]{6}") @Nullable String pattern,
            @Nullable Boolean sensitive,
            @Nullable String codeTable,
            @Nullable String shortName) {}

    /**
     * 关联事项.
     *
     * @param code ItemCode
     * @param name ItemName
     */
    @Schema(name = "TypeMatter")
    record Matter(
            @JsonAlias("ItemCode") @Nullable String code,
            @JsonAlias("ItemName") @Nullable String name) {}

    /**
     * How other systems code a state.
     *
     * @param code for example 03
     * @param name for example 撤销
     * @param state what it stands for
     * @param reasons only after a change for one of these; for any if absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TypeState")
    record State(
            @Nullable String code,
            @Nullable String name,
            StateCode.@Nullable Coded state,
            @Nullable List<@Nullable StatusReason> reasons) {}

    /**
     * A code table.
     *
     * @param name for codeTable of fields; CertificateHolderTypeCode is GB/T 36903 Annex A and need not be given
     * @param codes in the order in which people see them
     */
    @Schema(name = "TypeCodeTable")
    record Table(@Nullable String name, @Nullable List<@Nullable Code> codes) {}

    /**
     * A code.
     *
     * @param code as a licence has it
     * @param name as people see it
     */
    @Schema(name = "TypeCode")
    record Code(@Nullable String code, @Nullable String name) {}
}
