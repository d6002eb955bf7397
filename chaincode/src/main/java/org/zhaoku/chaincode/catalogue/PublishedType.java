package org.zhaoku.chaincode.catalogue;

import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;

/**
 * A published version of a type. CBOR: {1: 1, 2: MSP id of the publisher, 3: definition}.
 *
 * @param publisher MSP id of the region whose type it is
 * @param type the definition
 */
record PublishedType(String publisher, PublishType type) {

    Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(publisher))
                .put(3, Cbor.of(type.definition()))
                .build()
                .encode();
    }

    static PublishedType decode(Bytes encoded) {
        var map = new CborMapReader("published type", Cbor.decode(encoded));
        map.number(1, 1, 1);
        var type = new PublishedType(map.text(2), new PublishType(map.bytes(3)));
        map.end();
        return type;
    }
}
