package org.zhaoku.verifier.anchor;

import java.util.Comparator;

/**
 * A place on the ledger (账本位置), the only order that counts as time.
 *
 * @param block number of the block, from 0
 * @param transaction number of the transaction within it, from 0
 */
public record Position(long block, int transaction) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::block).thenComparingInt(Position::transaction);

    public Position {
        if (block < 0 || transaction < 0) {
            throw new IllegalArgumentException(
                    "expected a position from (0, 0), got (" + block + ", " + transaction + ")");
        }
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
