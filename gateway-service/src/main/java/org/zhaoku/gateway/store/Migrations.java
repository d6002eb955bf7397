package org.zhaoku.gateway.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Brings the documents into the form of this gateway, once, before anything else is done with them. The collection {@code schemas}
 * has a document for each migrated collection: {@code _id} its name, {@code version} the form of all its documents.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String ID = "_id";
    private static final String VERSION = "version";
    private static final int AT_ONCE = 16;

    private final Database database;
    private final Documents schemas;
    private final Map<String, List<Migration>> byCollection;

    public Migrations(Database database, List<Migration> migrations) {
        this.database = database;
        this.schemas = database.documents("schemas");
        this.byCollection = migrations.stream()
                .sorted(Comparator.comparingInt(Migration::from))
                .collect(Collectors.groupingBy(Migration::collection, TreeMap::new, Collectors.toList()));
    }

    /**
     * Migrates what is older; completes when all has this gateway's form.
     *
     * @throws StoreException {@code STORE_SCHEMA_NEWER} in the stream if a newer gateway was here
     */
    public Mono<Void> run() {
        return Flux.fromIterable(byCollection.entrySet())
                .concatMap(each -> run(each.getKey(), each.getValue()))
                .then();
    }

    private Mono<Void> run(String collection, List<Migration> steps) {
        int newest = steps.get(steps.size() - 1).from() + 1;
        Documents documents = database.documents(collection);
        return schemas.find(collection)
                .switchIfEmpty(Mono.defer(() -> begin(documents, collection, newest)))
                .map(document -> document.getInteger(VERSION))
                .flatMap(version -> {
                    if (version > newest) {
                        return Mono.error(new StoreException(
                                "STORE_SCHEMA_NEWER",
                                "the collection " + collection + " has form " + version
                                        + ", and this gateway knows it up to " + newest
                                        + "; start the newer gateway, or restore the backup from before it"));
                    }
                    List<Migration> todo = new ArrayList<>(steps);
                    todo.removeIf(step -> step.from() < version);
                    return Flux.fromIterable(todo)
                            .concatMap(step -> run(documents, step))
                            .then();
                });
    }

    /** A collection without documents has the newest form. */
    private Mono<Document> begin(Documents documents, String collection, int newest) {
        return documents
                .exists(Filters.empty())
                .map(there -> new Document(ID, collection).append(VERSION, there ? Documents.FIRST_SCHEMA : newest))
                .flatMap(state -> schemas.insert(state).thenReturn(state))
                .onErrorResume(DuplicateKeyException.class, another -> schemas.find(collection));
    }

    private Mono<Void> run(Documents documents, Migration step) {
        Bson old = eq(Documents.SCHEMA, step.from());
        return documents
                .parts(old)
                .publishOn(Schedulers.boundedElastic())
                .flatMap(document -> migrate(documents, step, document), AT_ONCE)
                .count()
                .doOnNext(count ->
                        LOG.info("{} documents of {} have form {} now", count, step.collection(), step.from() + 1))
                .then(schemas.update(
                        and(eq(ID, step.collection()), eq(VERSION, step.from())), set(VERSION, step.from() + 1)));
    }

    private static Mono<Boolean> migrate(Documents documents, Migration step, Document old) {
        List<Bson> changes = new ArrayList<>();
        step.change(old).forEach((field, value) -> changes.add(set(field, value)));
        changes.add(set(Documents.SCHEMA, step.from() + 1));
        return documents.updated(and(eq(ID, old.get(ID)), eq(Documents.SCHEMA, step.from())), Updates.combine(changes));
    }
}
