package org.zhaoku.gateway.catalogue;

import java.util.List;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/**
 * One version of a licence type (GB/T 36902).
 *
 * @param code 21 characters
 * @param version of the definition, 1 to 65535
 * @param name 证照类型名称
 * @param personalNumber whether the licence's number is personal (a driving licence's is the citizen number): serials are
 *     random then
 * @param fields in the order of their numbers, from 0; 1 to 256
 * @param terms what else the catalogue says of it
 */
public record LicenceType(
        LicenceTypeCode code,
        int version,
        String name,
        boolean personalNumber,
        List<FieldDefinition> fields,
        TypeTerms terms) {
    public LicenceType {
        fields = List.copyOf(fields);
    }

    /** A type with nothing but fields. */
    public LicenceType(
            LicenceTypeCode code, int version, String name, boolean personalNumber, List<FieldDefinition> fields) {
        this(code, version, name, personalNumber, fields, TypeTerms.NONE);
    }

    /** The same definition under another version. */
    LicenceType as(int otherVersion) {
        return new LicenceType(code, otherVersion, name, personalNumber, fields, terms);
    }
}
