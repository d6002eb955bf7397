package org.zhaoku.gateway.store;

import java.nio.file.Path;

/** Another gateway runs on the same data directory. */
public final class DatabaseLockedException extends StoreException {
    /** @param directory the data directory */
    public DatabaseLockedException(Path directory) {
        super(
                "DATABASE_LOCKED",
                "another gateway is running on the data directory " + directory
                        + "; stop it, or give this one a directory of its own (zhaoku.data-dir)");
    }
}
