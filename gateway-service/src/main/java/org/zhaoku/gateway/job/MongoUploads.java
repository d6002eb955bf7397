package org.zhaoku.gateway.job;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Sorts;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.MongoSealedField;
import org.zhaoku.gateway.keys.PartSeal;
import org.zhaoku.gateway.keys.Sealed;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.GatewayId;
import org.zhaoku.gateway.store.Index;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Uploads in the collections {@code uploads} (a file's key) and {@code uploadParts} (its bytes).
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>uploads: {@code _id}</td><td>text</td><td>opaque</td></tr>
 * <tr><td>{@code sealed}</td><td>{master: text, key: binary, content: binary}</td><td>the key of its parts; deleted first</td></tr>
 * <tr><td>{@code gateway}, {@code at}</td><td>text, date</td><td>who stores it, since when</td></tr>
 * <tr><td>{@code parts}</td><td>int</td><td>null until it is whole</td></tr>
 * <tr><td>uploadParts: {@code _id}</td><td>text</td><td>upload and number</td></tr>
 * <tr><td>{@code upload}</td><td>text</td><td></td></tr>
 * <tr><td>{@code sealed}</td><td>binary</td><td>256 KiB at most, and what sealing adds</td></tr>
 * </table>
 */
@Repository
class MongoUploads implements UploadRepository {
    private static final String ID = "_id";
    /** The collection with the keys of files, their field, and what they are sealed for. */
    static final String COLLECTION = "uploads";

    static final String SEALED = "sealed";
    static final String PURPOSE = "upload";

    private static final String GATEWAY = "gateway";
    private static final String AT = "at";
    private static final String PARTS = "parts";
    private static final String UPLOAD = "upload";
    private static final int ID_BYTES = 16;

    private final Documents uploads;
    private final Documents parts;
    private final Envelope envelope;
    private final SecureRandom random;
    private final WorkPools pools;

    MongoUploads(Database database, Envelope envelope, SecureRandom random, WorkPools pools) {
        this.uploads = database.documents(COLLECTION, Index.on(AT));
        this.parts = database.documents("uploadParts", Index.on(UPLOAD));
        this.envelope = envelope;
        this.random = random;
        this.pools = pools;
    }

    private record Begun(String id, PartSeal seal, Sealed key) {}

    private Begun begun() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        PartSeal seal = PartSeal.create(random);
        return new Begun(id, seal, envelope.seal(PURPOSE, id, seal.key()));
    }

    @Override
    public Mono<Upload> store(GatewayId gateway, Flux<DataBuffer> body, long max, Consumer<byte[]> seen, Instant now) {
        // what was stored of a body that breaks off is deleted, whoever broke it off
        return Mono.usingWhen(
                pools.crypto(this::begun)
                        .delayUntil(upload -> uploads.insert(new Document(ID, upload.id())
                                .append(SEALED, MongoSealedField.write(upload.key()))
                                .append(GATEWAY, gateway.value())
                                .append(AT, Date.from(now))
                                .append(PARTS, null))),
                upload -> parts(upload, body, max, seen),
                upload -> Mono.empty(),
                (upload, error) -> delete(upload.id()),
                upload -> delete(upload.id()));
    }

    private Mono<Upload> parts(Begun upload, Flux<DataBuffer> body, long max, Consumer<byte[]> seen) {
        var count = new AtomicInteger();
        return BodyParts.of(body, max)
                .concatMap(
                        bytes -> {
                            int number = count.getAndIncrement();
                            return pools.bulk(() -> {
                                        seen.accept(bytes);
                                        return upload.seal().seal(number, Bytes.of(bytes));
                                    })
                                    .flatMap(part -> parts.insert(new Document(ID, partId(upload.id(), number))
                                            .append(UPLOAD, upload.id())
                                            .append(SEALED, new Binary(part.toArray()))));
                        },
                        1)
                .then(Mono.defer(() -> uploads.update(eq(ID, upload.id()), set(PARTS, count.get()))))
                .then(Mono.fromSupplier(() -> new Upload(upload.id(), count.get())));
    }

    private static String partId(String upload, int number) {
        return String.format(Locale.ROOT, "%s-%06d", upload, number);
    }

    @Override
    public Mono<UploadReader> open(String id) {
        return uploads.find(id)
                .filter(upload -> upload.getInteger(PARTS) != null)
                .flatMap(upload -> pools.crypto(() -> new UploadReader(
                        upload.getInteger(PARTS),
                        PartSeal.of(
                                envelope.open(PURPOSE, id, MongoSealedField.read(upload.get(SEALED, Document.class))),
                                random),
                        number -> parts.find(partId(id, number))
                                .map(part ->
                                        Bytes.of(part.get(SEALED, Binary.class).getData())))));
    }

    @Override
    public Mono<Void> delete(String id) {
        return uploads.delete(eq(ID, id))
                .then(Mono.defer(() -> parts.delete(eq(UPLOAD, id))))
                .then();
    }

    @Override
    public Flux<String> suspects(GatewayId gateway, Instant ownBefore, Instant before) {
        return uploads.ids(
                or(and(eq(GATEWAY, gateway.value()), lt(AT, Date.from(ownBefore))), lt(AT, Date.from(before))),
                Sorts.ascending(AT),
                Integer.MAX_VALUE);
    }

    @Override
    public Mono<Void> deleteOrphans() {
        return parts.distinct(UPLOAD, new Document())
                .filterWhen(id -> uploads.exists(eq(ID, id)).map(there -> !there))
                .concatMap(this::delete)
                .then();
    }
}
