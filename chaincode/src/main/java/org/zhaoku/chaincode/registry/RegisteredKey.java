package org.zhaoku.chaincode.registry;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;

/**
 * A department's key. CBOR: {1: 1, 2: department, 3: certificate in DER, 4: 1 if active, 2 if retired}.
 *
 * @param department code of the department that holds it
 * @param certificate its certificate
 * @param state whether it may sign batches
 */
public record RegisteredKey(UnifiedSocialCreditCode department, Sm2Certificate certificate, State state) {
    /** Whether a key may sign batches. There is no way back. */
    public enum State {
        ACTIVE,
        RETIRED
    }

    Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(department.value()))
                .put(3, Cbor.of(certificate.der()))
                .put(4, Cbor.of(state == State.ACTIVE ? 1 : 2))
                .build()
                .encode();
    }

    static RegisteredKey decode(Bytes encoded) {
        var map = new CborMapReader("key", Cbor.decode(encoded));
        map.number(1, 1, 1);
        var key = new RegisteredKey(
                UnifiedSocialCreditCode.parse(map.text(2)),
                Sm2Certificate.of(map.bytes(3)),
                map.number(4, 1, 2) == 1 ? State.ACTIVE : State.RETIRED);
        map.end();
        return key;
    }
}
