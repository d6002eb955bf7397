package org.zhaoku.gateway.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection that uses the index of ids for every filter that names ids. The server by itself uses an index only if a filter has
 * the index's fields and no other, and reads the whole collection for each write that also names a state.
 */
final class IndexedCollection extends H2Collection {
    private static final String ID = "_id";

    IndexedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> data,
            MVMap<String, Object> meta,
            CursorRegistry cursors) {
        super(database, name, options, data, meta, cursors);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        Object ids = query.size() == 1 && query.containsKey(ID) ? null : ids(query);
        if (ids != null) {
            var byId = new Document(ID, ids);
            for (Index<Object> index : getIndexes()) {
                if (index.canHandle(byId)) {
                    return matchDocuments(query, index.getPositions(byId), orderBy, skip, limit, batchSize, projection);
                }
            }
        }
        return super.queryDocuments(query, orderBy, skip, limit, batchSize, projection);
    }

    /** What the filter, or one of those that it joins, asks of the id. */
    private static @Nullable Object ids(Document query) {
        if (query.containsKey(ID)) {
            return query.get(ID);
        }
        if (query.get("$and") instanceof Collection<?> joined) {
            for (Object each : joined) {
                Object ids = each instanceof Document filter ? ids(filter) : null;
                if (ids != null) {
                    return ids;
                }
            }
        }
        return null;
    }
}
