package org.zhaoku.chaincode.registry;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * A registered issuing department. CBOR: {1: 1, 2: code, 3: name, 4: region}.
 *
 * @param code its unified social credit code
 * @param name its public name
 * @param region MSP id of the region that registered it, which alone may change what belongs to it
 */
public record Department(UnifiedSocialCreditCode code, String name, String region) {

    Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(code.value()))
                .put(3, Cbor.of(name))
                .put(4, Cbor.of(region))
                .build()
                .encode();
    }

    static Department decode(Bytes encoded) {
        var map = new CborMapReader("department", Cbor.decode(encoded));
        map.number(1, 1, 1);
        var department = new Department(UnifiedSocialCreditCode.parse(map.text(2)), map.text(3), map.text(4));
        map.end();
        return department;
    }
}
