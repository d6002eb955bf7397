package org.zhaoku.gateway.issue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.catalogue.FieldDefinition;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.verifier.cbor.Cbor;

/** Stored field values as the statement has them. */
final class Face {
    private Face() {}

    /** What stands on the face: by the field's number, personal items masked. */
    static NavigableMap<Integer, Cbor> of(LicenceType type, Map<String, Object> values) {
        NavigableMap<Integer, Cbor> face = new TreeMap<>();
        for (int number = 0; number < type.fields().size(); number++) {
            FieldDefinition field = type.fields().get(number);
            Object value = values.get(field.name());
            if (field.face() && value != null) {
                face.put(number, cbor(field, field.masked() ? Masking.mask(value.toString()) : value));
            }
        }
        return face;
    }

    /** All fields in the order of their numbers, absent ones as null: the leaves of the field tree. */
    static List<Cbor> all(LicenceType type, Map<String, Object> values) {
        List<Cbor> all = new ArrayList<>();
        for (FieldDefinition field : type.fields()) {
            all.add(cbor(field, values.get(field.name())));
        }
        return all;
    }

    private static Cbor cbor(FieldDefinition field, @Nullable Object value) {
        if (value == null) {
            return Cbor.Simple.NULL;
        }
        return switch (field.kind()) {
            case TEXT, CODE -> Cbor.of(value.toString());
            case INTEGER -> Cbor.of(((Number) value).longValue());
            case BOOLEAN -> Cbor.of(Boolean.TRUE.equals(value));
            case DATE -> Cbor.of(FieldRules.date(value.toString()).toEpochDay());
        };
    }
}
