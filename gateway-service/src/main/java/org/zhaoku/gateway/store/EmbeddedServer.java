package org.zhaoku.gateway.store;

import de.bwaldvogel.mongo.MongoServer;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The database for trying out, development and small use on one machine: a server of the MongoDB protocol in this process, on
 * 127.0.0.1 at a free port, with one H2 file.
 */
final class EmbeddedServer implements AutoCloseable {
    private static final int CACHE_MEGABYTES = 64;
    /** A page is written whole for each document in it that changes: smaller than the 16 kB that H2 takes by itself. */
    private static final int PAGE_BYTES = 4 << 10;
    /** For so long, space that became free is not used again: what a power cut may take is on the disk by then, most likely. */
    private static final int RETENTION_MILLIS = 5000;

    private final MongoServer server;
    private final String uri;

    private EmbeddedServer(MongoServer server, int port) {
        this.server = server;
        this.uri = "mongodb://127.0.0.1:" + port;
    }

    /**
     * Opens the file {@code database} in this directory and serves it.
     *
     * @throws StoreException {@code DATABASE_DAMAGED} if the file cannot be read
     */
    static EmbeddedServer start(DataDirectory directory) {
        var server =
                new MongoServer(new CommittingBackend(openStore(directory.path().resolve("database"))));
        server.bind("127.0.0.1", 0);
        return new EmbeddedServer(server, server.getLocalAddress().getPort());
    }

    private static MVStore openStore(Path file) {
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .cacheSize(CACHE_MEGABYTES)
                    .pageSplitSize(PAGE_BYTES)
                    .autoCommitDisabled()
                    .open();
            store.setRetentionTime(RETENTION_MILLIS);
            StoreMaps.upgrade(store);
            return store;
        } catch (MVStoreException e) {
            throw new StoreException(
                    "DATABASE_DAMAGED",
                    "the database file " + file + " cannot be opened (H2 error " + e.getErrorCode()
                            + "); restore it from a backup",
                    e);
        }
    }

    String uri() {
        return uri;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
