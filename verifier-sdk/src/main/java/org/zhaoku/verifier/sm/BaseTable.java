package org.zhaoku.verifier.sm;

/** The table of the generator G; it is made when the first key gets its table, so that few verifications do not pay for it. */
final class BaseTable {
    /** Bits of a window: 9.5 MiB. */
    static final int WIDTH = 14;

    static final WindowTable TABLE = new WindowTable(Curve.G, WIDTH);

    private BaseTable() {}
}
