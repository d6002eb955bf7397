package org.zhaoku.verifier.statement;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.bytes.Unmodifiable;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.sm.Sm3;

/**
 * The claims of one licence version. {@code docs/statement-format.md} §3 gives every byte.
 *
 * @param identifier type, issuer, serial and version of the licence (GB/T 36904)
 * @param typeVersion version of the type's definition, 1 to 65535
 * @param issued the day of issue, as all days in Asia/Shanghai, 0000-01-01 to 9999-12-31
 * @param validFrom the first day on which it is in force
 * @param validTo the last day on which it is in force; empty for 长期
 * @param origin where this version comes from
 * @param face the few fields that a counter sees at once, by the field's number; personal ones already masked
 * @param fieldCount number of fields in the type's definition, 1 to 256
 * @param fieldRoot root of the field tree, 32 bytes
 * @param holderKey thumbprint of the holder's key, 16 bytes, if the licence is bound to one
 */
public record Statement(
        LicenceIdentifier identifier,
        int typeVersion,
        LocalDate issued,
        LocalDate validFrom,
        Optional<LocalDate> validTo,
        Origin origin,
        NavigableMap<Integer, Cbor> face,
        int fieldCount,
        Bytes fieldRoot,
        Optional<Bytes> holderKey) {

    /** Length of a thumbprint of a holder's key in bytes. */
    public static final int HOLDER_KEY_LENGTH = 16;

    /** @throws StatementException if a claim is out of its range; the message names it */
    public Statement {
        inRange("type version", typeVersion, 1, 0xffff);
        inRange("day of issue", issued.getYear(), 0, 9999);
        inRange("first day", validFrom.getYear(), 0, 9999);
        validTo.ifPresent(day -> inRange("last day", day.getYear(), 0, 9999));
        if (validTo.isPresent() && validTo.get().isBefore(validFrom)) {
            throw new StatementException("the last day lies before the first");
        }
        inRange("field count", fieldCount, 1, FieldTree.MAX_FIELDS);
        inRange("length of the field root", fieldRoot.size(), Sm3.LENGTH, Sm3.LENGTH);
        holderKey.ifPresent(key ->
                inRange("length of the holder key's thumbprint", key.size(), HOLDER_KEY_LENGTH, HOLDER_KEY_LENGTH));
        face = Unmodifiable.map(new TreeMap<>(face));
        for (var item : face.entrySet()) {
            inRange("number of a field on the face", item.getKey(), 0, fieldCount - 1);
            FieldValues.check(item.getValue());
        }
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "statement of type " + identifier.type().value();
    }

    private static void inRange(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new StatementException(what + ": expected " + min + " to " + max + ", got " + value);
        }
    }
}
