package org.zhaoku.chaincode.command;

import java.util.List;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.sm.Hashes;

/**
 * Anchors a batch and changes states with it, all or nothing: old licences give way to new ones in the batch, or licences in
 * the batch continue those of another region. CBOR: {1: 1, 2: header as COSE_Sign1, 3: roots of the tiles, one after the other,
 * 4: [changes with their paths]}.
 *
 * @param batch the signed header and the roots of its tiles, which agree with each other
 * @param changes 1 to {@link #MAX_CHANGES}, in the order in which they take effect; they may name the batch
 */
public record RenewBatch(SignedBatch batch, List<ProvenChange> changes) implements Command {
    /** The most changes, so that the transaction stays below 2 MB. */
    public static final int MAX_CHANGES = 1024;

    /** @throws IllegalArgumentException if the changes are none or too many */
    public RenewBatch {
        changes = List.copyOf(changes);
        if (changes.isEmpty() || changes.size() > MAX_CHANGES) {
            throw new IllegalArgumentException("expected 1 to " + MAX_CHANGES + " changes, got " + changes.size());
        }
    }

    static RenewBatch read(CborMapReader map) {
        int maxTiles = TileTree.tiles(TileTree.MAX_SIZE);
        return new RenewBatch(
                SignedBatch.of(map.bytes(2), Hashes.split("tile roots", map.get(3), maxTiles)),
                CborReads.array("changes", map.get(4), 1, MAX_CHANGES).stream()
                        .map(ProvenChange::of)
                        .toList());
    }

    @Override
    public CommandKind kind() {
        return CommandKind.RENEW_BATCH;
    }

    @Override
    public Bytes encode() {
        return Command.format1()
                .put(2, Cbor.of(batch.message()))
                .put(3, Cbor.of(Bytes.concat(batch.tileRoots())))
                .put(4, Cbor.array(changes.stream().map(ProvenChange::toCbor).toList()))
                .build()
                .encode();
    }
}
