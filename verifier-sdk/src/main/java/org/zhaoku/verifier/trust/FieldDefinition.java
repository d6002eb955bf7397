package org.zhaoku.verifier.trust;

import java.util.List;
import java.util.regex.Pattern;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;

/**
 * One field of a type's definition; its number is its place.
 *
 * @param key identifier (GB/T 36903), a letter and up to 63 letters, digits and underscores
 * @param name what people see, 1 to 200 characters
 * @param kind what it holds
 * @param required whether a licence must have it
 * @param face whether it stands on the face of the statement
 * @param personal whether it is personal: masked on the face
 */
public record FieldDefinition(String key, String name, Kind kind, boolean required, boolean face, boolean personal) {
    /** What a field holds. */
    public enum Kind {
        TEXT(0),
        INTEGER(1),
        BOOLEAN(2),
        /** Whole days since 1970-01-01. */
        DATE(3),
        BYTES(4),
        /** A text from a list of codes. */
        CODE(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final int REQUIRED = 1;
    private static final int FACE = 2;
    private static final int PERSONAL = 4;

    /** @throws IllegalArgumentException if key or name have another form */
    public FieldDefinition {
        if (!KEY.matcher(key).matches()) {
            throw new CborException("expected a field's key of a letter and up to 63 letters, digits and underscores");
        }
        Names.check("field", name);
    }

    /** [key, name, kind, flags]. */
    Cbor toCbor() {
        int flags = (required ? REQUIRED : 0) | (face ? FACE : 0) | (personal ? PERSONAL : 0);
        return Cbor.array(Cbor.of(key), Cbor.of(name), Cbor.of(kind.number), Cbor.of(flags));
    }

    static FieldDefinition of(Cbor item) {
        List<Cbor> items = CborReads.array("field", item, 4, 4);
        int flags = (int) CborReads.number("flags of the field", items.get(3), 0, REQUIRED | FACE | PERSONAL);
        return new FieldDefinition(
                CborReads.text("key of the field", items.get(0)),
                CborReads.text("name of the field", items.get(1)),
                Kind.values()[(int) CborReads.number("kind of the field", items.get(2), 0, Kind.values().length - 1)],
                (flags & REQUIRED) != 0,
                (flags & FACE) != 0,
                (flags & PERSONAL) != 0);
    }
}
