package org.zhaoku.gateway.catalogue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the catalogue says of a type beside its name and fields (GB/T 36902).
 *
 * @param definer 证照定义机构: name of the authority whose code begins the type's code
 * @param definerLevel 证照定义机构级别
 * @param holders 持证主体类别: who may hold it
 * @param validity 有效期限范围: the terms that it may have, any if empty
 * @param issuingLevels 颁发机构级别: levels of the departments that may issue it, any if empty
 * @param matters 关联事项
 * @param states the codes under which other systems know its states
 * @param codeTables what fields of kind CODE take their values from
 * @param template reference of the page that it is shown on
 * @param twoPersons whether a second person must approve each licence before it is issued
 */
public record TypeTerms(
        Optional<String> definer,
        Optional<AuthorityLevel> definerLevel,
        HolderCategory holders,
        List<ValidityPeriod> validity,
        Set<AuthorityLevel> issuingLevels,
        List<Matter> matters,
        List<StateCode> states,
        List<CodeTable> codeTables,
        Optional<String> template,
        boolean twoPersons) {
    /** Nothing more is asked for. */
    public static final TypeTerms NONE = new TypeTerms(
            Optional.empty(),
            Optional.empty(),
            HolderCategory.MIXED,
            List.of(),
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            false);

    public TypeTerms {
        validity = List.copyOf(validity);
        issuingLevels = issuingLevels.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(issuingLevels));
        matters = List.copyOf(matters);
        states = List.copyOf(states);
        codeTables = List.copyOf(codeTables);
    }

    /**
     * 关联事项: a matter of the government in which the licence is issued or asked for.
     *
     * @param code 事项编码
     * @param name 事项名称
     */
    public record Matter(String code, String name) {}

    /** The table with this name. */
    public Optional<CodeTable> codeTable(String name) {
        return codeTables.stream().filter(table -> table.name().equals(name)).findFirst();
    }
}
