package org.zhaoku.gateway.issue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.ledger.PreparedTransaction;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.gateway.store.Index;
import org.zhaoku.gateway.store.StoreException;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Batches in the collection {@code batches}. Drafts have one batch for ever: a second one with another key that begins with the
 * same draft is refused with the code {@code DRAFT_TAKEN}, since its licences would get two numbers.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code _id}</td><td>text</td><td>batch key, hexadecimal</td></tr>
 * <tr><td>{@code draft}</td><td>text</td><td>its first draft, unique</td></tr>
 * <tr><td>{@code furtherDrafts}</td><td>array of text</td><td>the others</td></tr>
 * <tr><td>{@code message}</td><td>binary</td><td>the signed header</td></tr>
 * <tr><td>{@code tileRoots}</td><td>array of binary</td><td>in order</td></tr>
 * <tr><td>{@code licences}</td><td>array of text</td><td>ids in the order of the leaves</td></tr>
 * <tr><td>{@code successors}</td><td>array of text</td><td>those of them that replace other licences; absent if none
 * does</td></tr>
 * <tr><td>{@code anchored}</td><td>boolean</td><td></td></tr>
 * <tr><td>{@code transaction}</td><td>text</td><td>id of the transaction with which it may have been submitted</td></tr>
 * <tr><td>{@code envelope}</td><td>binary</td><td>that transaction, endorsed and signed; until the ledger has it</td></tr>
 * <tr><td>{@code storedAt}</td><td>date</td><td></td></tr>
 * </table>
 */
@Repository
public final class MongoBatchRepository implements BatchRepository {
    private static final String ID = "_id";
    private static final String DRAFT = "draft";
    private static final String FURTHER_DRAFTS = "furtherDrafts";
    private static final String MESSAGE = "message";
    private static final String TILE_ROOTS = "tileRoots";
    private static final String LICENCES = "licences";
    private static final String SUCCESSORS = "successors";
    private static final String ANCHORED = "anchored";
    private static final String TRANSACTION_ID = "transaction";
    private static final String ENVELOPE = "envelope";
    private static final String STORED_AT = "storedAt";

    private final Documents batches;
    private final Clock clock;

    public MongoBatchRepository(Database database, Clock clock) {
        this.batches = database.documents("batches", Index.unique(DRAFT), Index.on(ANCHORED, STORED_AT, ID));
        this.clock = clock;
    }

    @Override
    public Mono<Void> insert(Batch batch) {
        return Mono.defer(() -> batches.insert(write(batch)))
                .onErrorResume(DuplicateKeyException.class, taken -> isStored(batch));
    }

    private Mono<Void> isStored(Batch batch) {
        return batches.exists(and(
                        eq(ID, batch.batch().key().hex()),
                        eq(DRAFT, batch.drafts().get(0))))
                .flatMap(same -> same
                        ? Mono.empty()
                        : Mono.error(new StoreException(
                                "DRAFT_TAKEN",
                                "draft " + batch.drafts().get(0) + " and another batch belong together already")));
    }

    @Override
    public Mono<Batch> find(Bytes batchKey) {
        return batches.find(batchKey.hex()).map(MongoBatchRepository::read);
    }

    @Override
    public Flux<Batch> open() {
        return batches.find(eq(ANCHORED, false), Sorts.ascending(STORED_AT, ID)).map(MongoBatchRepository::read);
    }

    @Override
    public Mono<Void> anchored(Bytes batchKey) {
        return batches.update(
                eq(ID, batchKey.hex()), combine(set(ANCHORED, true), unset(TRANSACTION_ID), unset(ENVELOPE)));
    }

    @Override
    public Mono<Void> keepTransaction(Bytes batchKey, PreparedTransaction transaction) {
        return batches.updateAndGet(
                        eq(ID, batchKey.hex()),
                        combine(
                                set(TRANSACTION_ID, transaction.id()),
                                set(ENVELOPE, new Binary(transaction.envelope().toArray()))))
                .switchIfEmpty(Mono.error(() -> new StoreException(
                        "BATCH_UNKNOWN", "batch " + batchKey + " is not stored, so it must not be submitted")))
                .then();
    }

    @Override
    public Mono<PreparedTransaction> transaction(Bytes batchKey) {
        return batches.find(batchKey.hex())
                .filter(document -> document.containsKey(ENVELOPE))
                .map(document -> new PreparedTransaction(
                        document.getString(TRANSACTION_ID),
                        Bytes.of(document.get(ENVELOPE, Binary.class).getData())));
    }

    @Override
    public Mono<Void> dropTransaction(Bytes batchKey, PreparedTransaction transaction) {
        return batches.update(
                and(eq(ID, batchKey.hex()), eq(TRANSACTION_ID, transaction.id())),
                combine(unset(TRANSACTION_ID), unset(ENVELOPE)));
    }

    private Document write(Batch batch) {
        var document = new Document(ID, batch.batch().key().hex())
                .append(DRAFT, batch.drafts().get(0))
                .append(FURTHER_DRAFTS, batch.drafts().subList(1, batch.drafts().size()))
                .append(MESSAGE, new Binary(batch.batch().message().toArray()))
                .append(
                        TILE_ROOTS,
                        batch.batch().tileRoots().stream()
                                .map(root -> new Binary(root.toArray()))
                                .toList())
                .append(LICENCES, batch.licenceIds())
                .append(ANCHORED, batch.anchored())
                .append(STORED_AT, Date.from(clock.instant()));
        return batch.successorIds().isEmpty() ? document : document.append(SUCCESSORS, batch.successorIds());
    }

    private static Batch read(Document document) {
        List<Bytes> tileRoots = document.getList(TILE_ROOTS, Binary.class).stream()
                .map(root -> Bytes.of(root.getData()))
                .toList();
        return new Batch(
                Stream.concat(
                                Stream.of(document.getString(DRAFT)),
                                document.getList(FURTHER_DRAFTS, String.class).stream())
                        .toList(),
                SignedBatch.of(Bytes.of(document.get(MESSAGE, Binary.class).getData()), tileRoots),
                document.getList(LICENCES, String.class),
                document.getList(SUCCESSORS, String.class, List.of()),
                document.getBoolean(ANCHORED));
    }
}
