package org.zhaoku.gateway.licence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zhaoku.gateway.holder.Holder;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;

/**
 * A stored licence version.
 *
 * @param id opaque, 32 hexadecimal digits of randomness; the only name of it in URLs
 * @param identifier type, issuer, serial and version
 * @param typeVersion version of the type's definition
 * @param holderName name of the holder, or names of the holders
 * @param holders each of the holders, where the request named them one by one; their names with commas between are {@code
 *     holderName}
 * @param fields field values by field name, as the request gave them and the type allows
 * @param issued day of issue in Asia/Shanghai
 * @param validFrom first day
 * @param validTo last day; empty for 长期
 * @param succession what it replaces; empty for a first version
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
        List<Holder> holders,
        Map<String, Object> fields,
        LocalDate issued,
        LocalDate validFrom,
        Optional<LocalDate> validTo,
        Optional<Succession> succession,
        LicenceState state,
        Instant receivedAt,
        Optional<Bytes> statement,
        Optional<Bytes> disclosures,
        Optional<Bytes> batchKey,
        Optional<FullReceipt> receipt) {
    /** Between several holders in one field. */
    public static final String SEPARATOR = ",";

    public Licence {
        holders = List.copyOf(holders);
        fields = Map.copyOf(fields);
    }

    /** The same with another identifier. */
    public Licence as(LicenceIdentifier other) {
        return new Licence(
                id,
                other,
                typeVersion,
                holderName,
                holders,
                fields,
                issued,
                validFrom,
                validTo,
                succession,
                state,
                receivedAt,
                statement,
                disclosures,
                batchKey,
                receipt);
    }

    /** The same, SIGNED, with what was made of it. */
    public Licence signed(Bytes madeStatement, Bytes madeDisclosures) {
        return new Licence(
                id,
                identifier,
                typeVersion,
                holderName,
                holders,
                fields,
                issued,
                validFrom,
                validTo,
                succession,
                LicenceState.SIGNED,
                receivedAt,
                Optional.of(madeStatement),
                Optional.of(madeDisclosures),
                batchKey,
                receipt);
    }

    /** Codes of the holders, as far as they are known. */
    public Set<String> holderCodes() {
        return Set.copyOf(HolderNumbers.of(holders, fields));
    }

    /** Whether its last day is over on {@code day}. */
    public boolean isExpired(LocalDate day) {
        return validTo.filter(day::isAfter).isPresent();
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "licence " + id + " " + state;
    }
}
