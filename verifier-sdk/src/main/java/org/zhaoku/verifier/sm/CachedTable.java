package org.zhaoku.verifier.sm;

import org.zhaoku.verifier.bytes.Bytes;

/** A key's table in the cache. */
final class CachedTable {
    final Bytes key;
    final WindowTable table;

    /** Verifications since the table came, halved when another key wants its place; a few may go uncounted. */
    long hits;

    /** Whether keys may still use it; what they hold of it after that must be let go, or memory were not bounded. */
    volatile boolean cached = true;

    CachedTable(Bytes key, WindowTable table) {
        this.key = key;
        this.table = table;
    }
}
