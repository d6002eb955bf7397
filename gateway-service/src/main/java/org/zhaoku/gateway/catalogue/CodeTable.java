package org.zhaoku.gateway.catalogue;

import java.util.List;

/**
 * Codes and what they mean.
 *
 * @param name of the table, unique in its type
 * @param codes in the order in which people see them, each once
 */
public record CodeTable(String name, List<Code> codes) {
    /** 持证主体代码类型, with the name of its field: GB/T 36903 Annex A as two unrelated systems have it. */
    static final CodeTable HOLDER_CODE_TYPES = new CodeTable(
            FieldDefinition.HOLDER_CODE_TYPE,
            List.of(
                    new Code("001", "统一社会信用代码"),
                    new Code("099", "其他法人或其他组织有效证件代码"),
                    new Code("111", "公民身份号码"),
                    new Code("114", "解放军军官证"),
                    new Code("115", "武警警官证"),
                    new Code("118", "解放军士兵证"),
                    new Code("119", "武警士兵证"),
                    new Code("120", "解放军文职人员证"),
                    new Code("122", "武警文职人员证"),
                    new Code("411", "外交护照"),
                    new Code("412", "公务护照"),
                    new Code("413", "公务普通护照"),
                    new Code("414", "普通护照"),
                    new Code("511", "台湾居民来往大陆通行证"),
                    new Code("516", "港澳居民来往内地通行证"),
                    new Code("999", "其他自然人有效证件代码")));

    public CodeTable {
        codes = List.copyOf(codes);
    }

    /**
     * One code.
     *
     * @param code as a licence has it
     * @param name as people see it
     */
    public record Code(String code, String name) {}

    /** Whether the table has this code. */
    public boolean has(String code) {
        return codes.stream().anyMatch(each -> each.code().equals(code));
    }
}
