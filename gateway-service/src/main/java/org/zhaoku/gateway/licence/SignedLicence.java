package org.zhaoku.gateway.licence;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/**
 * What a batch needs to know of a signed licence: nothing of its holder.
 *
 * @param id opaque
 * @param type its type
 * @param statement as signed
 * @param successor whether it is to replace another
 */
public record SignedLicence(String id, LicenceTypeCode type, Bytes statement, boolean successor) {
    /**
     * A stored licence's.
     *
     * @throws IllegalArgumentException if it is not signed
     */
    public static SignedLicence of(Licence licence) {
        return new SignedLicence(
                licence.id(),
                licence.identifier().type(),
                licence.statement()
                        .orElseThrow(() -> new IllegalArgumentException("expected a signed licence, got " + licence)),
                licence.succession().isPresent());
    }
}
