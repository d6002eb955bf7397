package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;

/** The answer to a command. CBOR: {1: "CHANGED" or "SAME"}. */
public enum Outcome {
    /** The ledger changed when the transaction committed, and an event tells of it. */
    CHANGED,
    /** The ledger held the same already: nothing is written and no event is sent. */
    SAME;

    /** @throws IllegalArgumentException if {@code answer} is not an answer to a command */
    public static Outcome decode(Bytes answer) {
        var map = new CborMapReader("answer", Cbor.decode(answer));
        var outcome = valueOf(map.text(1));
        map.end();
        return outcome;
    }

    /** The answer's bytes. */
    public Bytes encode() {
        return Cbor.map().put(1, Cbor.of(name())).build().encode();
    }
}
