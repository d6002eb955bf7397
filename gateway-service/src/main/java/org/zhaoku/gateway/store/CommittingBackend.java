package org.zhaoku.gateway.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/**
 * Commits each write before its reply. H2 by itself commits once a second: a killed process would lose what it has acknowledged,
 * and a commit in the midst of a write would keep a document without its unique key, or the reverse. So the store has its own
 * commits switched off, and no write runs during a commit; one commit serves all writes that wait for it.
 */
final class CommittingBackend extends H2Backend {
    private static final Set<String> READS = Set.of(
            "find",
            "getmore",
            "killcursors",
            "aggregate",
            "count",
            "distinct",
            "hello",
            "ismaster",
            "ping",
            "endsessions");
    private static final long COMPACTED_FROM_BYTES = 64L << 20;
    private static final int COMPACTION_MILLIS = 2000;

    private final ReadWriteLock writing = new ReentrantReadWriteLock(true);
    private final AtomicLong written = new AtomicLong();
    private final Object committing = new Object();
    private long committed;

    CommittingBackend(MVStore store) {
        super(store);
    }

    // also called by the constructor above, before the fields of this class are there
    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new H2Database(name, getMvStore(), getCursorRegistry()) {
            // the name of this map is H2Database's own
            @Override
            protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
                String full = getFullCollectionNamespace(collection);
                return new IndexedCollection(
                        this,
                        collection,
                        options,
                        StoreMaps.openDocuments(getMvStore(), full),
                        getMvStore().openMap("meta." + full),
                        getCursorRegistry());
            }

            @Override
            protected Index<Object> openOrCreateUniqueIndex(
                    String collection, String index, List<IndexKey> keys, boolean sparse) {
                StoreMaps.openIndex(getMvStore(), getFullCollectionNamespace(collection), index);
                return super.openOrCreateUniqueIndex(collection, index, keys, sparse);
            }
        };
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        String command = message.getDocument().keySet().iterator().next().toLowerCase(Locale.ROOT);
        if (READS.contains(command)) {
            return super.handleMessage(message);
        }
        Document reply;
        long mine;
        writing.readLock().lock();
        try {
            reply = super.handleMessage(message);
            mine = written.incrementAndGet();
        } finally {
            writing.readLock().unlock();
        }
        commit(mine);
        return reply;
    }

    private void commit(long mine) {
        synchronized (committing) {
            if (committed >= mine) {
                return;
            }
            writing.writeLock().lock();
            try {
                long upTo = written.get();
                getMvStore().commit();
                committed = upTo;
            } finally {
                writing.writeLock().unlock();
            }
        }
    }

    /** Closes the store; a file that has grown large is made smaller first, for 2 s at most. */
    @Override
    public void close() {
        if (getMvStore().getFileStore().size() > COMPACTED_FROM_BYTES) {
            getMvStore().close(COMPACTION_MILLIS);
        }
        super.close();
    }
}
