package org.zhaoku.verifier.trust;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.sm.Sm3;

/**
 * One version of a licence type (证照类型, GB/T 36902).
 *
 * @param code the type's code
 * @param version of the definition, 1 to 65535
 * @param name 证照类型名称, 1 to 200 characters
 * @param fields in the order of their numbers from 0; 1 to 256, no key twice
 * @param catalogue SM3 of the catalogue's entry, which has the rules for issuing (docs/catalogue.md), 32 bytes
 */
public record TypeDefinition(
        LicenceTypeCode code, int version, String name, List<FieldDefinition> fields, Optional<Bytes> catalogue) {
    static final Comparator<TypeDefinition> ORDER = Comparator.comparing(
                    (TypeDefinition type) -> type.code().value())
            .thenComparingInt(TypeDefinition::version);

    private static final int MAX_VERSION = 0xffff;
    private static final int MAX_FIELDS = 256;

    /** A definition without a digest of the catalogue's entry. */
    public TypeDefinition(LicenceTypeCode code, int version, String name, List<FieldDefinition> fields) {
        this(code, version, name, fields, Optional.empty());
    }

    /** @throws IllegalArgumentException if a part is out of its range or a key comes twice */
    public TypeDefinition {
        fields = List.copyOf(fields);
        Names.check("type", name);
        long keys = fields.stream().map(FieldDefinition::key).distinct().count();
        if (version < 1 || version > MAX_VERSION || fields.isEmpty() || fields.size() > MAX_FIELDS) {
            throw new CborException("expected a version from 1 to " + MAX_VERSION + " and 1 to " + MAX_FIELDS
                    + " fields, got " + version + " and " + fields.size());
        }
        if (keys != fields.size()) {
            throw new CborException("expected each key of a field once in its type");
        }
        if (catalogue.filter(digest -> digest.size() != Sm3.LENGTH).isPresent()) {
            throw new CborException("expected a digest of " + Sm3.LENGTH + " bytes");
        }
    }

    /** Deterministic CBOR, as in the part {@code types}: a map {1 code, 2 version, 3 name, 4 fields, ? 5 catalogue}. */
    public Bytes encode() {
        return toCbor().encode();
    }

    /** @throws IllegalArgumentException if {@code encoded} is anything else than {@link #encode} makes */
    public static TypeDefinition decode(Bytes encoded) {
        return of(Cbor.decode(encoded));
    }

    Cbor toCbor() {
        return Cbor.map()
                .put(1, Cbor.of(code.value()))
                .put(2, Cbor.of(version))
                .put(3, Cbor.of(name))
                .put(4, Cbor.array(fields.stream().map(FieldDefinition::toCbor).toList()))
                .put(5, catalogue.map(Cbor::of).orElse(null))
                .build();
    }

    static TypeDefinition of(Cbor item) {
        var map = new CborMapReader("type", item);
        var type = new TypeDefinition(
                LicenceTypeCode.parse(map.text(1)),
                (int) map.number(2, 1, MAX_VERSION),
                map.text(3),
                CborReads.array("fields", map.get(4), 1, MAX_FIELDS).stream()
                        .map(FieldDefinition::of)
                        .toList(),
                map.find(5).map(digest -> CborReads.bytes("digest of the type", digest, Sm3.LENGTH)));
        map.end();
        return type;
    }
}
