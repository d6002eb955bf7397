package org.zhaoku.gateway.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One collection. Ids are texts. Each document carries {@code schema}, the version of its form; one of another form is
 * refused, not misread. Errors are {@link StoreException}s and say nothing of the content.
 */
public final class Documents {
    private static final String ID = "_id";
    static final String SCHEMA = "schema";
    static final int FIRST_SCHEMA = 1;
    /**
     * Documents that the server sends at once. Left to the driver it is what the subscriber asks for, which may be 2³¹ − 1, and a
     * server may set memory aside for so many (FerretDB 1.24 does, and dies of it).
     */
    static final int BATCH = 500;

    private final MongoCollection<Document> collection;
    private final int schema;
    private final boolean embedded;

    Documents(MongoCollection<Document> collection, int schema, boolean embedded) {
        this.collection = collection;
        this.schema = schema;
        this.embedded = embedded;
    }

    /**
     * An update that sets a field to the time of the write, in milliseconds by the server's clock. The embedded server would keep
     * nanoseconds, which no client reads back and no cursor can name; its clock is this process's.
     */
    public Bson stamp(String field) {
        return embedded ? Updates.set(field, Instant.now().truncatedTo(ChronoUnit.MILLIS)) : Updates.currentDate(field);
    }

    /** Stores a new document; fails with {@link DuplicateKeyException} if its id or a unique field is taken. */
    public Mono<Void> insert(Document document) {
        return one(() -> collection.insertOne(new Document(document).append(SCHEMA, schema)))
                .then();
    }

    /**
     * Stores new documents by one command.
     *
     * @return which of them, from 0, were not stored since their id or a unique field is taken; after an error any of them may
     *     have been stored
     */
    public Mono<Set<Integer>> insertAll(List<Document> documents) {
        List<Document> complete = documents.stream()
                .map(document -> new Document(document).append(SCHEMA, schema))
                .toList();
        return Mono.defer(() -> Mono.from(collection.insertMany(complete, new InsertManyOptions().ordered(false))))
                .thenReturn(Set.<Integer>of())
                .onErrorResume(MongoBulkWriteException.class, Documents::taken)
                .onErrorMap(StoreErrors::map);
    }

    private static Mono<Set<Integer>> taken(MongoBulkWriteException error) {
        boolean onlyTaken = error.getWriteConcernError() == null
                && error.getWriteErrors().stream().allMatch(each -> each.getCategory() == ErrorCategory.DUPLICATE_KEY);
        return onlyTaken
                ? Mono.just(error.getWriteErrors().stream()
                        .map(BulkWriteError::getIndex)
                        .collect(Collectors.toSet()))
                : Mono.error(error);
    }

    /** The document with this id, if there is one. */
    public Mono<Document> find(String id) {
        return one(() -> collection.find(Filters.eq(ID, id)).first()).map(this::check);
    }

    /** All that match, in this order. */
    public Flux<Document> find(Bson filter, Bson order) {
        return many(() -> collection.find(filter).sort(order).batchSize(BATCH)).map(this::check);
    }

    /** The first {@code limit} that match, in this order; 0: all. */
    public Flux<Document> page(Bson filter, Bson order, int limit) {
        return many(() -> collection.find(filter).sort(order).limit(limit).batchSize(BATCH))
                .map(this::check);
    }

    /** Some fields of all that match, in no order, whatever their form; for work on very many. */
    public Flux<Document> parts(Bson filter, String... fields) {
        return many(() ->
                collection.find(filter).projection(Projections.include(fields)).batchSize(BATCH));
    }

    /** The first {@code limit} that match, in this order, with these fields only. */
    public Flux<Document> find(Bson filter, Bson order, int limit, String... fields) {
        return many(() -> collection
                        .find(filter)
                        .sort(order)
                        .limit(limit)
                        .projection(Projections.include(withSchema(fields)))
                        .batchSize(BATCH))
                .map(this::check);
    }

    private static List<String> withSchema(String... fields) {
        return Stream.concat(Stream.of(SCHEMA), Stream.of(fields)).toList();
    }

    /** Ids of the first {@code limit} that match, in this order. */
    public Flux<String> ids(Bson filter, Bson order, int limit) {
        return many(() -> collection
                        .find(filter)
                        .sort(order)
                        .limit(limit)
                        .projection(Projections.include(ID))
                        .batchSize(BATCH))
                .map(document -> document.getString(ID));
    }

    /** How many match. */
    public Mono<Long> count(Bson filter) {
        return one(() -> collection.countDocuments(filter));
    }

    /** Whether there is a match. */
    public Mono<Boolean> exists(Bson filter) {
        return one(() -> collection
                        .find(filter)
                        .projection(Projections.include(ID))
                        .first())
                .hasElement();
    }

    /** The values of a text field in all that match, each once. */
    public Flux<String> distinct(String field, Bson filter) {
        return many(() -> collection.distinct(field, filter, String.class));
    }

    /** Changes one document that matches, atomically; empty if none does. */
    public Mono<Document> updateAndGet(Bson filter, Bson update) {
        return one(() -> collection.findOneAndUpdate(
                        filter, update, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .map(this::check);
    }

    /** Changes one document that matches, if there is one. */
    public Mono<Void> update(Bson filter, Bson update) {
        return one(() -> collection.updateOne(filter, update)).then();
    }

    /** The same; whether there was one. */
    public Mono<Boolean> updated(Bson filter, Bson update) {
        return one(() -> collection.updateOne(filter, update)).map(result -> result.getMatchedCount() > 0);
    }

    /**
     * Changes all that match, each atomically. After an error some may have been changed: repeat it.
     *
     * @return how many matched
     */
    public Mono<Long> updateAll(Bson filter, Bson update) {
        return one(() -> collection.updateMany(filter, update)).map(UpdateResult::getMatchedCount);
    }

    /** Changes for each filter one document that matches, if there is one, by one command. After an error repeat it. */
    public Mono<Void> updateEach(Map<Bson, Bson> updates) {
        return one(() -> collection.bulkWrite(
                        updates.entrySet().stream()
                                .map(each -> new UpdateOneModel<Document>(each.getKey(), each.getValue()))
                                .toList(),
                        new BulkWriteOptions().ordered(false)))
                .then();
    }

    /** Deletes all that match; whether any did. After an error some may have been deleted: repeat it. */
    public Mono<Boolean> delete(Bson filter) {
        return one(() -> collection.deleteMany(filter)).map(result -> result.getDeletedCount() > 0);
    }

    // the driver throws at once when it is closed: that is an error of the stream, too
    private static <T> Mono<T> one(Supplier<Publisher<T>> publisher) {
        return Mono.defer(() -> Mono.from(publisher.get())).onErrorMap(StoreErrors::map);
    }

    private static <T> Flux<T> many(Supplier<Publisher<T>> publisher) {
        return Flux.defer(publisher).onErrorMap(StoreErrors::map);
    }

    private Document check(Document document) {
        if (!Integer.valueOf(schema).equals(document.get(SCHEMA))) {
            throw new StoreException(
                    "STORE_SCHEMA_UNKNOWN",
                    "a document in " + collection.getNamespace().getCollectionName() + " has another form than "
                            + schema
                            + "; a gateway of another version wrote it: run one version only, and start it anew");
        }
        return document;
    }
}
