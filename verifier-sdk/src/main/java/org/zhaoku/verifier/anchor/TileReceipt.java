package org.zhaoku.verifier.anchor;

import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.merkle.MerkleProofs;
import org.zhaoku.verifier.sm.Hashes;
import org.zhaoku.verifier.sm.Sm3;

/**
 * The short receipt (上链凭据): the way of a statement to the root of its tile, which is in the trust bundle. It does not hold
 * the tile's size: whoever could choose the size could claim another place, and so another licence's status.
 *
 * @param tile number of the tile among the department's tiles in ledger order, from 0, below 2³²
 * @param place place of the statement in the tile, 0 to 255
 * @param path hashes from the leaf upwards, 0 to 8
 */
public record TileReceipt(long tile, int place, List<Bytes> path) {
    private static final long MAX_TILE = 0xffff_ffffL;

    public TileReceipt {
        path = Hashes.copyOf(path);
        if (tile < 0
                || tile > MAX_TILE
                || place < 0
                || place >= TileTree.TILE_SIZE
                || path.size() > TileTree.TILE_HEIGHT) {
            throw new IllegalArgumentException(
                    "expected a tile below 2^32, a place below 256 and a path of 8 at most, got " + tile + ", " + place
                            + " and " + path.size());
        }
    }

    /**
     * The licence's number in its department: tile × 256 + place.
     */
    public long number() {
        return tile * TileTree.TILE_SIZE + place;
    }

    /**
     * Root of the tile to which the path leads.
     *
     * @param digest the statement's digest
     * @param tileSize number of statements in the tile, from the trust bundle
     * @return empty if place and path do not fit the tile's size
     */
    public Optional<Bytes> tileRoot(Bytes digest, int tileSize) {
        return MerkleProofs.root(Sm3.FUNCTION, digest, place, tileSize, path);
    }

    /** CBOR [tile, place, path hashes as one byte string]. */
    public Cbor toCbor() {
        return Cbor.array(Cbor.of(tile), Cbor.of(place), Cbor.of(Bytes.concat(path)));
    }

    /** @throws CborException if {@code item} has another form */
    public static TileReceipt of(Cbor item) {
        List<Cbor> parts = CborReads.array("receipt", item, 3, 3);
        return new TileReceipt(
                CborReads.number("tile", parts.get(0), 0, MAX_TILE),
                (int) CborReads.number("place", parts.get(1), 0, TileTree.TILE_SIZE - 1),
                Hashes.split("path of the receipt", parts.get(2), TileTree.TILE_HEIGHT));
    }
}
