package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.sm.Hashes;

/**
 * Anchors a batch of licences. CBOR: {1: 1, 2: header as COSE_Sign1, 3: roots of the tiles, one after the other}.
 *
 * @param batch the signed header and the roots of its tiles, which agree with each other
 */
public record AnchorBatch(SignedBatch batch) implements Command {

    static AnchorBatch read(CborMapReader map) {
        int maxTiles = TileTree.tiles(TileTree.MAX_SIZE);
        return new AnchorBatch(SignedBatch.of(map.bytes(2), Hashes.split("tile roots", map.get(3), maxTiles)));
    }

    @Override
    public CommandKind kind() {
        return CommandKind.ANCHOR_BATCH;
    }

    @Override
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(batch.message()))
                .put(3, Cbor.of(Bytes.concat(batch.tileRoots())))
                .build()
                .encode();
    }
}
