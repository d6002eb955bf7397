package org.zhaoku.gateway.licence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhaoku.gateway.holder.Holder;
import org.zhaoku.gateway.holder.HolderRequest;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;

/**
 * What is sealed of a licence, as CBOR {1: holder's name, 2: {field name: value}, ? 3: disclosures, ? 4: [holders]}.
 *
 * @param holderName name of the holder
 * @param holders those that were named one by one
 * @param fields values by name: text, whole numbers and booleans; a number comes back as a Long
 * @param disclosures from SIGNED on
 */
record PersonalData(String holderName, List<Holder> holders, Map<String, Object> fields, Optional<Bytes> disclosures) {
    static PersonalData of(Licence licence) {
        return new PersonalData(licence.holderName(), licence.holders(), licence.fields(), licence.disclosures());
    }

    PersonalData with(Bytes newDisclosures) {
        return new PersonalData(holderName, holders, fields, Optional.of(newDisclosures));
    }

    Bytes encode() {
        Cbor.MapBuilder values = Cbor.map();
        fields.forEach((name, value) -> values.put(Cbor.of(name), item(name, value)));
        return Cbor.map()
                .put(1, Cbor.of(holderName))
                .put(2, values.build())
                .put(3, disclosures.map(Cbor::of).orElse(null))
                .put(
                        4,
                        holders.isEmpty()
                                ? null
                                : Cbor.array(
                                        holders.stream().map(Holder::toCbor).toList()))
                .build()
                .encode();
    }

    static PersonalData decode(Bytes encoded) {
        var map = new CborMapReader("personal data", Cbor.decode(encoded));
        Map<String, Object> fields = new HashMap<>();
        for (Cbor.Map.Entry entry :
                CborReads.map("fields", map.get(2)).entries().values()) {
            fields.put(CborReads.text("field name", entry.key()), value(entry.value()));
        }
        var data = new PersonalData(
                map.text(1),
                map
                        .find(4)
                        .map(item -> CborReads.array("holders", item, 1, HolderRequest.MAX_HOLDERS))
                        .orElse(List.of())
                        .stream()
                        .map(Holder::of)
                        .toList(),
                fields,
                map.find(3).map(item -> CborReads.bytes("disclosures", item)));
        map.end();
        return data;
    }

    private static Cbor item(String name, Object value) {
        if (value instanceof String text) {
            return Cbor.of(text);
        }
        if (value instanceof Integer || value instanceof Long) {
            return Cbor.of(((Number) value).longValue());
        }
        if (value instanceof Boolean bool) {
            return Cbor.of(bool);
        }
        throw new IllegalArgumentException("field " + name + ": expected a text, a whole number or a boolean, got "
                + value.getClass().getSimpleName());
    }

    private static Object value(Cbor item) {
        if (item instanceof Cbor.Text text) {
            return text.value();
        }
        if (item instanceof Cbor.Int number) {
            return number.value();
        }
        if (item instanceof Cbor.Simple simple && simple != Cbor.Simple.NULL) {
            return simple == Cbor.Simple.TRUE;
        }
        throw new IllegalArgumentException(
                "expected a field value, got " + item.getClass().getSimpleName());
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "personal data";
    }
}
