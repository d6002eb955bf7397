package org.zhaoku.chaincode.command;

import java.util.List;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.merkle.MerkleProofs;
import org.zhaoku.verifier.sm.Hashes;
import org.zhaoku.verifier.sm.Sm3;

/**
 * Where a statement is in a batch. CBOR: [batch, place, path hashes as one byte string].
 *
 * @param batch key of the batch, 32 bytes
 * @param place of the statement in the batch, from 0, below {@link TileTree#MAX_SIZE}
 * @param path hashes from the leaf upwards to the batch's root, at most {@link #MAX_PATH}
 */
public record Inclusion(Bytes batch, int place, List<Bytes> path) {
    /** The longest path: 2^20 leaves. */
    public static final int MAX_PATH = 20;

    /** @throws IllegalArgumentException if a part is out of its range */
    public Inclusion {
        path = Hashes.copyOf(path);
        if (batch.size() != Sm3.LENGTH || place < 0 || place >= TileTree.MAX_SIZE || path.size() > MAX_PATH) {
            throw new IllegalArgumentException("expected a batch's key of 32 bytes, a place below " + TileTree.MAX_SIZE
                    + " and a path of at most " + MAX_PATH + ", got " + batch.size() + ", " + place + " and "
                    + path.size());
        }
    }

    /** Whether the statement with this digest is at this place in the batch of {@code header}. */
    public boolean leads(Bytes statement, BatchHeader header) {
        return MerkleProofs.root(Sm3.FUNCTION, statement, place, header.size(), path)
                .filter(header.root()::equals)
                .isPresent();
    }

    Cbor toCbor() {
        return Cbor.array(Cbor.of(batch), Cbor.of(place), Cbor.of(Bytes.concat(path)));
    }

    static Inclusion of(Cbor item) {
        List<Cbor> parts = CborReads.array("inclusion", item, 3, 3);
        return new Inclusion(
                CborReads.bytes("batch", parts.get(0), Sm3.LENGTH),
                (int) CborReads.number("place", parts.get(1), 0, TileTree.MAX_SIZE - 1),
                Hashes.split("path", parts.get(2), MAX_PATH));
    }
}
