package org.zhaoku.gateway.bundle;

import java.util.Map;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.log.SignedCheckpoint;

/**
 * What a region asks another to sign. CBOR: {1: 1, 2: message, 3: manifest, ? 4: {name: part}}.
 *
 * @param message the checkpoint, signed by the asking region
 * @param manifest that it names
 * @param parts status lists that the other region had compressed in another way
 */
record CosignRequest(SignedCheckpoint message, Bytes manifest, Map<String, Bytes> parts) {
    /** The longest request, in bytes. */
    static final int MAX_LENGTH = 8 << 20;

    private static final int FORMAT_1 = 1;

    CosignRequest {
        parts = new TreeMap<>(parts);
    }

    Bytes encode() {
        var lists = Cbor.map();
        parts.forEach((name, part) -> lists.put(Cbor.of(name), Cbor.of(part)));
        return Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(message.encoded()))
                .put(3, Cbor.of(manifest))
                .put(4, parts.isEmpty() ? null : lists.build())
                .build()
                .encode();
    }

    /** @throws IllegalArgumentException if it is not one, with the reason */
    static CosignRequest decode(Bytes encoded) {
        var map = new CborMapReader("request", Cbor.decode(encoded));
        map.number(1, FORMAT_1, FORMAT_1);
        SignedCheckpoint message = SignedCheckpoint.decode(map.bytes(2));
        Bytes manifest = map.bytes(3);
        Map<String, Bytes> parts = new TreeMap<>();
        map.find(4)
                .ifPresent(lists -> CborReads.map("parts", lists)
                        .entries()
                        .values()
                        .forEach(part -> parts.put(
                                CborReads.text("name of a part", part.key()),
                                CborReads.bytes("a part", part.value()))));
        map.end();
        return new CosignRequest(message, manifest, parts);
    }
}
