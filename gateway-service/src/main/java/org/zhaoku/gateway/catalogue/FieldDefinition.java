package org.zhaoku.gateway.catalogue;

import java.util.Optional;

/**
 * One field of a licence type.
 *
 * @param name identifier in the API, for example {@code CertificateHolderName} (GB/T 36903)
 * @param title what people see, for example 持证主体
 * @param kind what it holds
 * @param required whether a licence must have it
 * @param face whether it stands on the face of the statement
 * @param masked whether it is personal: masked on the face
 * @param maxLength the longest text, in Unicode code points; 1 to 1000
 * @param rules what else its values must be
 */
public record FieldDefinition(
        String name,
        String title,
        Kind kind,
        boolean required,
        boolean face,
        boolean masked,
        int maxLength,
        Rules rules) {
    /** Filled from the holder's name where the type has it and a request does not. */
    public static final String HOLDER_NAME = "CertificateHolderName";

    /** Code of the holder: a citizen number or a credit code, for example. */
    public static final String HOLDER_CODE = "CertificateHolderCode";

    /** What kind of code that is: GB/T 36903 Annex A. */
    public static final String HOLDER_CODE_TYPE = "CertificateHolderTypeCode";

    /** The same as the standard's words. */
    public static final String HOLDER_CODE_TYPE_NAME = "CertificateHolderTypeName";

    /** What a field holds. */
    public enum Kind {
        TEXT,
        INTEGER,
        BOOLEAN,
        /** {@code yyyy-MM-dd}; in the statement whole days since 1970-01-01. */
        DATE,
        /** A code of the field's table; a text in the statement. */
        CODE
    }

    /**
     * What else the values of a field must be.
     *
     * @param minLength the shortest text, in Unicode code points; 1 up to maxLength
     * @param pattern the form of a text as a whole, in the language of {@link FieldPattern}
     * @param sensitive whether it is sensitive personal information (个人信息保护法 §28): never unmasked on the face
     * @param codeTable the type's table that a CODE is from
     * @param shortName the pinyin name of the same item (GB/T 36903), which requests may use instead
     */
    public record Rules(
            int minLength,
            Optional<String> pattern,
            boolean sensitive,
            Optional<String> codeTable,
            Optional<String> shortName) {
        /** No further rule. */
        public static final Rules NONE = new Rules(1, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /** A field without further rules. */
    public FieldDefinition(
            String name, String title, Kind kind, boolean required, boolean face, boolean masked, int maxLength) {
        this(name, title, kind, required, face, masked, maxLength, Rules.NONE);
    }
}
