package org.zhaoku.chaincode.batches;

import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cose.CoseSign1;

/**
 * What the state keeps of a batch; the roots of its tiles are in the transaction and the event. CBOR: {1: 1, 2: header as
 * COSE_Sign1}.
 */
record AnchoredBatch(Bytes message) {

    Bytes encode() {
        return Cbor.map().put(1, Cbor.of(1)).put(2, Cbor.of(message)).build().encode();
    }

    static AnchoredBatch decode(Bytes encoded) {
        var map = new CborMapReader("batch", Cbor.decode(encoded));
        map.number(1, 1, 1);
        var batch = new AnchoredBatch(map.bytes(2));
        map.end();
        return batch;
    }

    BatchHeader header() {
        return BatchHeader.decode(CoseSign1.decode(message).payload());
    }
}
