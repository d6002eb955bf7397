package org.zhaoku.verifier.trust;

import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * A tile that is on the ledger.
 *
 * @param root the first 16 bytes of the tile's root
 * @param size number of statements in it, 1 to 256; without it a receipt could claim another place
 */
public record TrustedTile(Bytes root, int size) {
    /** Bytes of a tile's root that a bundle keeps. */
    public static final int ROOT_LENGTH = 16;

    public TrustedTile {
        if (root.size() != ROOT_LENGTH || size < 1 || size > TileTree.TILE_SIZE) {
            throw new IllegalArgumentException("expected a tile with 16 bytes of root and 1 to 256 statements, got "
                    + root.size() + " and " + size);
        }
    }

    /** The tile with this whole root of 32 bytes. */
    public static TrustedTile of(Bytes root, int size) {
        return new TrustedTile(root.slice(0, ROOT_LENGTH), size);
    }
}
