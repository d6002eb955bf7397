package org.zhaoku.chaincode.status;

import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusChange.Predecessor;

/**
 * What a licence continues, made once. CBOR: {1: 1, 2: 1 for a successor, 2 for a transfer, 3: [department, statement] of the
 * old licence}.
 *
 * @param transfer whether the old licence was another region's; if not, the new one is its successor
 * @param old the old licence
 */
record Binding(boolean transfer, Predecessor old) {

    Bytes encode() {
        return Cbor.map()
                .put(1, Cbor.of(1))
                .put(2, Cbor.of(transfer ? 2 : 1))
                .put(3, toCbor(old))
                .build()
                .encode();
    }

    static Binding decode(Bytes encoded) {
        var map = new CborMapReader("binding", Cbor.decode(encoded));
        map.number(1, 1, 1);
        var binding = new Binding(map.number(2, 1, 2) == 2, of(map.get(3)));
        map.end();
        return binding;
    }

    static Cbor toCbor(Predecessor licence) {
        return Cbor.array(Cbor.of(licence.department().value()), Cbor.of(licence.statement()));
    }

    static Predecessor of(Cbor item) {
        List<Cbor> parts = CborReads.array("licence", item, 2, 2);
        return new Predecessor(
                UnifiedSocialCreditCode.parse(CborReads.text("department", parts.get(0))),
                CborReads.bytes("statement", parts.get(1), Sm3.LENGTH));
    }
}
