package org.zhaoku.gateway.holder;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.zhaoku.verifier.identifier.CitizenNumber;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Kinds of holders' codes (持证主体代码类型, GB/T 36903 Annex A). */
public enum CodeType {
    UNIFIED_SOCIAL_CREDIT_CODE("001", "统一社会信用代码"),
    OTHER_ORGANISATION("099", "其他法人或其他组织有效证件代码"),
    CITIZEN_NUMBER("111", "公民身份号码"),
    ARMY_OFFICER("114", "解放军军官证"),
    ARMED_POLICE_OFFICER("115", "武警警官证"),
    ARMY_SOLDIER("118", "解放军士兵证"),
    ARMED_POLICE_SOLDIER("119", "武警士兵证"),
    ARMY_CIVILIAN("120", "解放军文职人员证"),
    ARMED_POLICE_CIVILIAN("122", "武警文职人员证"),
    DIPLOMATIC_PASSPORT("411", "外交护照"),
    SERVICE_PASSPORT("412", "公务护照"),
    PUBLIC_AFFAIRS_PASSPORT("413", "公务普通护照"),
    PASSPORT("414", "普通护照"),
    TAIWAN_PERMIT("511", "台湾居民来往大陆通行证"),
    HONG_KONG_MACAO_PERMIT("516", "港澳居民来往内地通行证"),
    OTHER_PERSON("999", "其他自然人有效证件代码");

    private static final Pattern OTHER = Pattern.compile("[0-9A-Za-z()（）-]{1,64}");

    private final String number;
    private final String word;

    CodeType(String number, String word) {
        this.number = number;
        this.word = word;
    }

    /** Three digits. */
    public String number() {
        return number;
    }

    /** The word of the standard. */
    public String word() {
        return word;
    }

    public boolean isOrganisation() {
        return this == UNIFIED_SOCIAL_CREDIT_CODE || this == OTHER_ORGANISATION;
    }

    static Optional<CodeType> of(String number) {
        return Arrays.stream(values())
                .filter(type -> type.number.equals(number))
                .findFirst();
    }

    /**
     * Checks a code of this kind.
     *
     * @throws IllegalArgumentException if it is none; the message does not hold the code
     */
    String parse(String code) {
        switch (this) {
            case UNIFIED_SOCIAL_CREDIT_CODE -> UnifiedSocialCreditCode.parse(code);
            case CITIZEN_NUMBER -> CitizenNumber.parse(code);
            default -> {
                if (!OTHER.matcher(code).matches()) {
                    throw new IllegalArgumentException("not a code");
                }
            }
        }
        return code;
    }
}
