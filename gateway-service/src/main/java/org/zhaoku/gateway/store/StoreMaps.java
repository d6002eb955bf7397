package org.zhaoku.gateway.store;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The maps in the embedded database's file, with types of their own for documents and keys. Whoever asks the store for a map by
 * its name gets the one that is open, so it is enough to open it here first.
 */
final class StoreMaps {
    /** Of files with these types; H2's own number for a new file, and for one from before, is 0. */
    private static final int VERSION = 1;

    private static final String DOCUMENTS = "databases.";
    private static final String INDEX = "._index_";
    private static final String COPY = "copy.";

    private StoreMaps() {}

    /** @param collection with the database's name before it */
    static MVMap<Object, Document> openDocuments(MVStore store, String collection) {
        return store.openMap(DOCUMENTS + collection, documents());
    }

    /** @param collection with the database's name before it */
    static MVMap<KeyValue, Object> openIndex(MVStore store, String collection, String index) {
        return store.openMap(collection + INDEX + index, keys());
    }

    private static MVMap.Builder<Object, Document> documents() {
        return new MVMap.Builder<Object, Document>().valueType(new DocumentType());
    }

    private static MVMap.Builder<KeyValue, Object> keys() {
        return new MVMap.Builder<KeyValue, Object>().keyType(new IndexKeyType());
    }

    /** Writes a file that has H2's own types anew, by one commit. */
    static void upgrade(MVStore store) {
        if (store.getStoreVersion() >= VERSION) {
            return;
        }
        for (String name : List.copyOf(store.getMapNames())) {
            if (name.startsWith(DOCUMENTS)) {
                copy(store, name, documents());
            } else if (name.contains(INDEX)) {
                copy(store, name, keys());
            }
        }
        store.setStoreVersion(VERSION);
        store.commit();
    }

    private static <K, V> void copy(MVStore store, String name, MVMap.Builder<K, V> types) {
        MVMap<K, V> old = store.openMap(name);
        MVMap<K, V> copy = store.openMap(COPY + name, types);
        old.forEach(copy::put);
        store.removeMap(old);
        store.renameMap(copy, name);
    }
}
