package org.zhaoku.verifier.identifier;

/**
 * A licence type's code (证照类型代码, GB/T 36902): the unified social credit code of the authority that defines the type, and
 * three digits.
 *
 * @param value 21 characters
 */
public record LicenceTypeCode(String value) {
    private static final int AUTHORITY_LENGTH = 18;

    /** @throws IdentifierException TYPE_CODE_FORM, USCC_FORM or USCC_CHECK_CHARACTER */
    public LicenceTypeCode {
        if (!hasForm(value)) {
            throw new IdentifierException(
                    "TYPE_CODE_FORM",
                    "expected a licence type code of 21 characters, the defining authority's unified social credit code"
                            + " and three digits, got " + Received.describe(value, Iso7064.ALPHABET)
                            + ": take it from the catalogue");
        }
        UnifiedSocialCreditCode.parse(value.substring(0, AUTHORITY_LENGTH));
    }

    private static boolean hasForm(String value) {
        if (value.length() != AUTHORITY_LENGTH + 3) {
            return false;
        }
        for (int i = AUTHORITY_LENGTH; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /**
     * The code that {@code value} spells; nothing is mended.
     *
     * @throws IdentifierException TYPE_CODE_FORM, USCC_FORM or USCC_CHECK_CHARACTER
     */
    public static LicenceTypeCode parse(String value) {
        return new LicenceTypeCode(value);
    }

    /** The authority that defines the type (证照定义机构). */
    public UnifiedSocialCreditCode definingAuthority() {
        return UnifiedSocialCreditCode.parse(value.substring(0, AUTHORITY_LENGTH));
    }

    @Override
    public String toString() {
        return value;
    }
}
