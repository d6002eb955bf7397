package org.zhaoku.verifier.anchor;

import java.util.ArrayList;
import java.util.List;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.merkle.MerkleTree;
import org.zhaoku.verifier.sm.Sm3;

/**
 * The Merkle tree of a batch in tiles of 256 leaves. Since 256 is a power of two the tiles are subtrees of the RFC 9162 tree
 * over all leaves, and its root is the root over the roots of the tiles.
 */
public final class TileTree {
    /** Leaves in a full tile. */
    public static final int TILE_SIZE = 256;

    /** The most leaves in a batch: 4096 full tiles, whose roots are 128 KiB in the transaction. */
    public static final int MAX_SIZE = 4096 * TILE_SIZE;

    /** The most steps within a tile. */
    static final int TILE_HEIGHT = 8;

    private final List<MerkleTree> tiles = new ArrayList<>();
    private final MerkleTree top;

    /**
     * @param digests statement digests in the batch's order, 1 to {@link #MAX_SIZE}
     * @throws IllegalArgumentException if they are none or too many
     */
    public TileTree(List<Bytes> digests) {
        checkSize(digests.size());
        for (int from = 0; from < digests.size(); from += TILE_SIZE) {
            tiles.add(new MerkleTree(Sm3.FUNCTION, digests.subList(from, Math.min(from + TILE_SIZE, digests.size()))));
        }
        top = new MerkleTree(Sm3.FUNCTION, tiles.stream().map(MerkleTree::root).toList());
    }

    static void checkSize(long size) {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("expected a batch of 1 to " + MAX_SIZE + " statements, got " + size);
        }
    }

    /** Number of tiles of a batch of {@code size} statements. */
    public static int tiles(int size) {
        return (size + TILE_SIZE - 1) / TILE_SIZE;
    }

    /** Number of leaves in tile {@code tile} of a batch of {@code size} statements: 256, in the last tile 1 to 256. */
    public static int tileSize(int size, int tile) {
        return Math.min(TILE_SIZE, size - tile * TILE_SIZE);
    }

    /** Roots of the tiles in order, 32 bytes each. */
    public List<Bytes> tileRoots() {
        return tiles.stream().map(MerkleTree::root).toList();
    }

    /** Root of the batch, 32 bytes. */
    public Bytes root() {
        return top.root();
    }

    /** Path of leaf {@code index} of the batch up to the root of its tile, 0 to 8 hashes. */
    public List<Bytes> pathInTile(int index) {
        return tiles.get(index / TILE_SIZE).inclusionProof(index % TILE_SIZE);
    }

    /** Path of tile {@code tile} of the batch up to the batch's root. */
    public List<Bytes> pathOfTile(int tile) {
        return top.inclusionProof(tile);
    }
}
