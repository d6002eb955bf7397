package org.zhaoku.verifier.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.LicenceTypeCode;

/** Definitions of licence types, found by code and version. */
final class TypesPart implements Part {
    private static final int FORMAT_1 = 1;
    private static final int MAX_TYPES = 1 << 20;

    private final Bytes encoded;
    private final List<TypeDefinition> types;
    private final Map<LicenceTypeCode, List<TypeDefinition>> versions = new HashMap<>();

    private TypesPart(Bytes encoded, List<TypeDefinition> types) {
        this.encoded = encoded;
        this.types = List.copyOf(types);
        for (int i = 1; i < types.size(); i++) {
            if (TypeDefinition.ORDER.compare(types.get(i - 1), types.get(i)) >= 0) {
                throw new CborException("types: expected types by code and version, strictly ascending");
            }
        }
        types.forEach(type ->
                versions.computeIfAbsent(type.code(), code -> new ArrayList<>()).add(type));
    }

    static TypesPart of(List<TypeDefinition> types) {
        Bytes encoded = Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.array(types.stream().map(TypeDefinition::toCbor).toList()))
                .build()
                .encode();
        return new TypesPart(encoded, types);
    }

    static TypesPart decode(Bytes encoded) {
        var map = new CborMapReader("types", Cbor.decode(encoded));
        map.number(1, FORMAT_1, FORMAT_1);
        var types = new TypesPart(
                encoded,
                CborReads.array("types", map.get(2), 0, MAX_TYPES).stream()
                        .map(TypeDefinition::of)
                        .toList());
        map.end();
        return types;
    }

    @Override
    public Bytes encoded() {
        return encoded;
    }

    List<TypeDefinition> types() {
        return types;
    }

    Optional<TypeDefinition> type(LicenceTypeCode code, int version) {
        for (TypeDefinition type : versions.getOrDefault(code, List.of())) {
            if (type.version() == version) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
