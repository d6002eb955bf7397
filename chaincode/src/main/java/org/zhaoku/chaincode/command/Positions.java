package org.zhaoku.chaincode.command;

import java.util.List;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;

/** Positions on the ledger as CBOR [block, transaction]. */
public final class Positions {
    private Positions() {}

    /** [block, transaction]. */
    public static Cbor toCbor(Position position) {
        return Cbor.array(Cbor.of(position.block()), Cbor.of(position.transaction()));
    }

    /** @throws IllegalArgumentException if {@code item} is no position, with the reason */
    public static Position of(Cbor item) {
        List<Cbor> parts = CborReads.array("position", item, 2, 2);
        return new Position(CborReads.number("block", parts.get(0), 0, Long.MAX_VALUE), (int)
                CborReads.number("transaction", parts.get(1), 0, Integer.MAX_VALUE));
    }
}
