package org.zhaoku.gateway.store;

import com.mongodb.MongoCommandException;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds the indexes of a collection against those that the code declares. What is missing is made. What an operator added for
 * finding stays. What would refuse a document, hide one or delete one stops the start, under its name.
 */
final class IndexCheck {
    private static final String PRIMARY = "_id_";
    private static final int NAMESPACE_NOT_FOUND = 26;
    /** What an index of ours never has: each would change what it covers or do more than find. */
    private static final Set<String> FOREIGN_OPTIONS =
            Set.of("sparse", "partialFilterExpression", "expireAfterSeconds", "collation", "hidden");

    private IndexCheck() {}

    /** Completes when the collection has these indexes and no harmful one. */
    static Mono<Void> ensure(MongoCollection<Document> collection, List<Index> declared) {
        String name = collection.getNamespace().getCollectionName();
        return present(collection)
                .filter(index -> !PRIMARY.equals(index.getString("name")))
                .doOnNext(index -> check(name, index, declared))
                .map(index -> index.get("key", Document.class))
                .collectList()
                .flatMapMany(keys -> Flux.fromIterable(declared)
                        .filter(index -> keys.stream().noneMatch(key -> same(key, index))))
                .concatMap(missing -> make(collection, missing))
                .then();
    }

    // a collection that is not there has none; some servers say so by an error
    private static Flux<Document> present(MongoCollection<Document> collection) {
        return Flux.defer(() -> collection.listIndexes().batchSize(Documents.BATCH))
                .onErrorResume(
                        MongoCommandException.class,
                        e -> e.getErrorCode() == NAMESPACE_NOT_FOUND ? Flux.empty() : Flux.error(e))
                .onErrorMap(StoreErrors::map);
    }

    private static void check(String collection, Document index, List<Index> declared) {
        Document key = index.get("key", Document.class);
        boolean unique = Boolean.TRUE.equals(index.getBoolean("unique"));
        for (Index ours : declared) {
            if (same(key, ours) && (unique != ours.unique() || isForeign(index))) {
                throw foreign(
                        collection,
                        index,
                        "expected it " + (ours.unique() ? "unique" : "not unique") + " and without further options");
            }
        }
        if (declared.stream().noneMatch(ours -> same(key, ours))
                && (unique || index.containsKey("expireAfterSeconds"))) {
            throw foreign(collection, index, "expected no such index: it would refuse or delete documents");
        }
    }

    private static boolean isForeign(Document index) {
        return FOREIGN_OPTIONS.stream()
                .anyMatch(option -> index.containsKey(option) && !Boolean.FALSE.equals(index.get(option)));
    }

    private static StoreException foreign(String collection, Document index, String expected) {
        return new StoreException(
                "INDEX_FOREIGN",
                "the index " + index.getString("name") + " of the collection " + collection
                        + " is not as this gateway declares it; " + expected
                        + "; drop it, and the gateway makes its own at the next start");
    }

    // servers give the direction as 1, 1L or 1.0
    private static boolean same(Document key, Index ours) {
        return List.copyOf(key.keySet()).equals(ours.fields())
                && key.values().stream()
                        .allMatch(direction -> direction instanceof Number number && number.intValue() == 1);
    }

    private static Mono<String> make(MongoCollection<Document> collection, Index missing) {
        return Mono.from(collection.createIndexes(List.of(missing.model())))
                .onErrorMap(StoreErrors::map)
                .onErrorMap(
                        refused -> !(refused instanceof StoreUnavailableException),
                        refused -> new StoreException(
                                "INDEX_NOT_MADE",
                                "the index on " + missing.fields() + (missing.unique() ? ", unique," : "")
                                        + " of the collection "
                                        + collection.getNamespace().getCollectionName()
                                        + " cannot be made; look for documents that agree in these fields, and whether"
                                        + " the database's user may make indexes",
                                refused));
    }
}
