package org.zhaoku.verifier.statement;

import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.sm.Sm3;

/**
 * One field with its salt.
 *
 * @param salt 16 random bytes, of this field alone
 * @param number the field's number in the signed version of the type, from 0
 * @param value text, bytes, integer or boolean; null for an absent field
 */
public record Disclosure(Bytes salt, int number, Cbor value) {
    /** Length of a salt in bytes. */
    public static final int SALT_LENGTH = 16;

    /** @throws StatementException if a part is out of its range */
    public Disclosure {
        if (salt.size() != SALT_LENGTH || number < 0 || number >= FieldTree.MAX_FIELDS) {
            throw new StatementException("expected a salt of 16 bytes and a field number from 0 to 255, got "
                    + salt.size() + " bytes and " + number);
        }
        FieldValues.check(value);
    }

    /** SM3(0x00 ‖ CBOR[salt, number, value]): the leaf of the field tree. */
    Bytes leaf() {
        return Sm3.FUNCTION.leaf(toCbor().encode());
    }

    Cbor toCbor() {
        return Cbor.array(Cbor.of(salt), Cbor.of(number), value);
    }

    /** Says nothing of the value. */
    @Override
    public String toString() {
        return "field " + number;
    }

    static Disclosure of(Cbor item) {
        List<Cbor> parts = CborReads.array("disclosure", item, 3, 3);
        return new Disclosure(
                CborReads.bytes("salt", parts.get(0), SALT_LENGTH),
                (int) CborReads.number("field number", parts.get(1), 0, FieldTree.MAX_FIELDS - 1),
                parts.get(2));
    }
}
