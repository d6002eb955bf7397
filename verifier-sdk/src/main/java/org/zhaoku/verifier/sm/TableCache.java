package org.zhaoku.verifier.sm;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * Tables of the keys that are used most, bounded in bytes. Nobody waits: a table is made by the thread that asks for it, one
 * at a time, while the others verify without.
 */
final class TableCache {
    /** Verifications without a table after which a key gets one. Making it takes as long as twenty of them. */
    static final int USES = 16;

    /** Bits of a window: 464 KiB for a key. */
    static final int WIDTH = 9;

    private static final long TABLE_BYTES = WindowTable.bytes(WIDTH);

    private final Map<Bytes, CachedTable> tables = new ConcurrentHashMap<>();
    private final AtomicBoolean changing = new AtomicBoolean();
    private volatile long limit;

    TableCache(long limit) {
        this.limit = limit;
    }

    /** Sets the limit in bytes; what is too much goes when the next table is asked for. */
    void limit(long bytes) {
        limit = bytes;
        if (changing.compareAndSet(false, true)) {
            try {
                shrink(bytes);
            } finally {
                changing.set(false);
            }
        }
    }

    int size() {
        return tables.size();
    }

    long bytes() {
        return size() * TABLE_BYTES;
    }

    /** The key's table; null if it has none yet. */
    @Nullable WindowTable table(Sm2PublicKey key) {
        CachedTable held = key.table;
        if (held == null || !held.cached) {
            held = tables.get(key.encoded());
            if (held == null && ++key.uses >= USES && changing.compareAndSet(false, true)) {
                try {
                    held = make(key);
                } finally {
                    changing.set(false);
                }
            }
            key.table = held;
        }
        if (held == null) {
            return null;
        }
        held.hits++;
        return held.table;
    }

    private @Nullable CachedTable make(Sm2PublicKey key) {
        key.uses = 0;
        CachedTable made = tables.get(key.encoded());
        shrink(limit);
        if (made == null && (limit - bytes() >= TABLE_BYTES || makeRoom())) {
            made = new CachedTable(key.encoded(), new WindowTable(key.point(), WIDTH));
            tables.put(made.key, made);
        }
        return made;
    }

    /** Drops the table used least if it was used less than the key that waits; if not, all of them age. */
    private boolean makeRoom() {
        Optional<CachedTable> least = least();
        if (least.isEmpty()) {
            return false;
        }
        if (least.get().hits < USES) {
            drop(least.get());
            return true;
        }
        tables.values().forEach(each -> each.hits /= 2);
        return false;
    }

    private void shrink(long bytes) {
        while (bytes() > bytes) {
            least().ifPresent(this::drop);
        }
    }

    private Optional<CachedTable> least() {
        return tables.values().stream().min(Comparator.comparingLong(each -> each.hits));
    }

    private void drop(CachedTable table) {
        table.cached = false;
        tables.remove(table.key);
    }
}
