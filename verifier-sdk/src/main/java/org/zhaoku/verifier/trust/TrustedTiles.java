package org.zhaoku.verifier.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborCursor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.sm.Sm3;

/**
 * A department's tiles on the ledger, in ledger order: of each the first 16 bytes of its root and its size. In memory they
 * are the bytes of the bundle's part, 17 a tile.
 */
public final class TrustedTiles implements Part {
    /** Bytes of a tile's root that a bundle keeps. */
    public static final int ROOT_LENGTH = 16;

    /** A department without tiles. */
    public static final TrustedTiles EMPTY = of(Bytes.EMPTY, Bytes.EMPTY);

    private static final int FORMAT_1 = 1;

    private final Bytes encoded;
    private final int rootsAt;
    private final int sizesAt;
    private final int count;

    private TrustedTiles(Bytes encoded) {
        this.encoded = encoded;
        var cursor = new CborCursor("tiles", encoded);
        cursor.map(3, 3);
        cursor.number(1, 1);
        cursor.number(FORMAT_1, FORMAT_1);
        cursor.number(2, 2);
        this.rootsAt = cursor.skipBytes(0, TrustBundle.MAX_FILE);
        int roots = cursor.at() - rootsAt;
        cursor.number(3, 3);
        this.sizesAt = cursor.skipBytes(0, TrustBundle.MAX_FILE);
        this.count = cursor.at() - sizesAt;
        cursor.end();
        if (roots != count * ROOT_LENGTH) {
            throw new CborException("tiles: " + roots + " bytes of roots for " + count + " tiles");
        }
    }

    /**
     * The tiles with these roots and sizes.
     *
     * @param roots the first 16 bytes of each root, one after the other
     * @param sizes number of statements in each, less 1, one byte each
     * @throws IllegalArgumentException if the lengths do not agree
     */
    public static TrustedTiles of(Bytes roots, Bytes sizes) {
        return new TrustedTiles(Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.of(roots))
                .put(3, Cbor.of(sizes))
                .build()
                .encode());
    }

    static TrustedTiles decode(Bytes encoded) {
        return new TrustedTiles(encoded);
    }

    /** The part as it stands in a file. */
    @Override
    public Bytes encoded() {
        return encoded;
    }

    /** Number of tiles. */
    public int count() {
        return count;
    }

    /**
     * Number of statements in a tile, 1 to 256.
     *
     * @throws IndexOutOfBoundsException if {@code tile} is not from 0 up to {@link #count} − 1
     */
    public int size(long tile) {
        return encoded.at(sizesAt + index(tile)) + 1;
    }

    /**
     * Whether {@code root} is the root of a tile.
     *
     * @param root the whole root, 32 bytes, of which the first 16 are compared
     * @throws IndexOutOfBoundsException if {@code tile} is not from 0 up to {@link #count} − 1
     */
    public boolean hasRoot(long tile, Bytes root) {
        int from = rootsAt + index(tile) * ROOT_LENGTH;
        if (root.size() != Sm3.LENGTH) {
            return false;
        }
        for (int i = 0; i < ROOT_LENGTH; i++) {
            if (encoded.at(from + i) != root.at(i)) {
                return false;
            }
        }
        return true;
    }

    private int index(long tile) {
        return (int) java.util.Objects.checkIndex(tile, (long) count);
    }

    /** The roots from tile {@code from} on, 16 bytes each, one after the other. */
    Bytes roots(int from) {
        return encoded.slice(rootsAt + from * ROOT_LENGTH, rootsAt + count * ROOT_LENGTH);
    }

    /** The sizes less 1 from tile {@code from} on, one byte each. */
    Bytes sizes(int from) {
        return encoded.slice(sizesAt + from, sizesAt + count);
    }

    /** These tiles with more behind them. */
    public TrustedTiles plus(TrustedTiles more) {
        return of(roots(0).plus(more.roots(0)), sizes(0).plus(more.sizes(0)));
    }

    /** What must be put behind {@code older} to have these; empty if these are not {@code older} and more. */
    Optional<TrustedTiles> after(TrustedTiles older) {
        if (older.count >= count) {
            return Optional.empty();
        }
        TrustedTiles tail = of(roots(older.count), sizes(older.count));
        return older.plus(tail).equals(this) ? Optional.of(tail) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustedTiles tiles && encoded.equals(tiles.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return count + " tiles";
    }

    /** Collects tiles in ledger order. */
    public static final class Builder {
        private final List<Bytes> roots = new ArrayList<>();
        private final List<Bytes> sizes = new ArrayList<>();

        /**
         * @param root the tile's whole root, 32 bytes
         * @param size number of statements in it, 1 to 256
         */
        public Builder add(Bytes root, int size) {
            if (root.size() != Sm3.LENGTH || size < 1 || size > TileTree.TILE_SIZE) {
                throw new IllegalArgumentException(
                        "expected a tile with a root of 32 bytes and 1 to 256 statements, got " + root.size() + " and "
                                + size);
            }
            roots.add(root.slice(0, ROOT_LENGTH));
            sizes.add(Bytes.of((byte) (size - 1)));
            return this;
        }

        public TrustedTiles build() {
            return of(Bytes.concat(roots), Bytes.concat(sizes));
        }
    }
}
