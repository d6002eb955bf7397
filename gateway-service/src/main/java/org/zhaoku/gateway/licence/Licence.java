package org.zhaoku.gateway.licence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;

/**
 * A stored licence version.
 *
 * @param id opaque, 32 hexadecimal digits of randomness; the only name of it in URLs
 * @param identifier type, issuer, serial and version
 * @param typeVersion version of the type's definition
 * @param holderName name of the holder
 * @param fields field values by field name, as the request gave them and the type allows
 * @param issued day of issue in Asia/Shanghai
 * @param validFrom first day
 * @param validTo last day; empty for 长期
 * @param state where it is on its way
 * @param receivedAt when it was accepted
 * @param statement the signed statement, from SIGNED on
 * @param disclosures all fields with their salts, CBOR of Disclosures, from SIGNED on
 * @param batchKey key of its batch, from IN_FORCE on
 * @param receipt from IN_FORCE on
 */
public record Licence(
        String id,
        LicenceIdentifier identifier,
        int typeVersion,
        String holderName,
        Map<String, Object> fields,
        LocalDate issued,
        LocalDate validFrom,
        Optional<LocalDate> validTo,
        LicenceState state,
        Instant receivedAt,
        Optional<Bytes> statement,
        Optional<Bytes> disclosures,
        Optional<Bytes> batchKey,
        Optional<FullReceipt> receipt) {
    public Licence {
        fields = Map.copyOf(fields);
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "licence " + id + " " + state;
    }
}
