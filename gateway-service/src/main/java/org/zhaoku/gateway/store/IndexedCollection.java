package org.zhaoku.gateway.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection that uses the index of ids for every filter that names ids. The server by itself uses an index only if a filter has
 * the index's fields and no other, and reads the whole collection for each write that also names a state.
 */
final class IndexedCollection extends H2Collection {
    private static final String ID = "_id";
    private static final String AND = "$and";

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
        Object ids = ids(query);
        if (ids != null) {
            var byId = new Document(ID, ids);
            for (Index<Object> index : getIndexes()) {
                if (index.canHandle(byId)) {
                    // the index has answered for the ids: each document would be held against the whole list again
                    Document rest = isList(ids) ? withoutIds(query) : query;
                    return matchDocuments(rest, index.getPositions(byId), orderBy, skip, limit, batchSize, projection);
                }
            }
        }
        return super.queryDocuments(query, orderBy, skip, limit, batchSize, projection);
    }

    // the size is for statistics that nobody asks for, and costs two encodings for each update
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    /** What the filter, or one of those that it joins, asks of the id. */
    private static @Nullable Object ids(Document query) {
        if (query.containsKey(ID)) {
            return query.get(ID);
        }
        if (query.get(AND) instanceof Collection<?> joined) {
            for (Object each : joined) {
                Object ids = each instanceof Document filter ? ids(filter) : null;
                if (ids != null) {
                    return ids;
                }
            }
        }
        return null;
    }

    private static boolean isList(Object ids) {
        return ids instanceof Document condition
                && condition.size() == 1
                && condition.get("$in") instanceof Collection<?> listed
                && listed.stream().allMatch(String.class::isInstance);
    }

    /** The filter without what {@link #ids} finds. */
    private static Document withoutIds(Document query) {
        Document rest = new Document(query);
        if (rest.remove(ID) != null) {
            return rest;
        }
        List<Object> joined = new ArrayList<>((Collection<?>) query.get(AND));
        for (int i = 0; i < joined.size(); i++) {
            if (joined.get(i) instanceof Document filter && ids(filter) != null) {
                joined.set(i, withoutIds(filter));
                break;
            }
        }
        return rest.append(AND, joined);
    }
}
