package org.zhaoku.gateway.life;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import java.time.Clock;
import java.util.Date;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusChange;
import reactor.core.publisher.Mono;

/**
 * What a caller's key of a request stands for, in the collection {@code changes}: stored before it is submitted, so that the
 * same request again is the same change, over a crash, too.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code _id}</td><td>text</td><td>16 bytes of SM3 over licence and key, hexadecimal</td></tr>
 * <tr><td>{@code licence}</td><td>text</td><td>opaque id</td></tr>
 * <tr><td>{@code payload}</td><td>binary</td><td>the change as it is signed, CBOR of {@link StatusChange}</td></tr>
 * <tr><td>{@code storedAt}</td><td>date</td><td></td></tr>
 * </table>
 */
@Repository
class MongoKeyedChanges {
    private static final String ID = "_id";
    private static final String PAYLOAD = "payload";
    private static final int ID_BYTES = 16;

    private final Documents changes;
    private final Clock clock;

    MongoKeyedChanges(Database database, Clock clock) {
        this.changes = database.documents("changes");
        this.clock = clock;
    }

    Mono<StatusChange> find(String licence, String key) {
        return changes.find(id(licence, key)).map(MongoKeyedChanges::read);
    }

    /** Stores the change, unless another came before: then that one. */
    Mono<StatusChange> insert(String licence, String key, StatusChange change) {
        var document = new Document(ID, id(licence, key))
                .append("licence", licence)
                .append(PAYLOAD, binary(change))
                .append("storedAt", Date.from(clock.instant()));
        return changes.insert(document)
                .thenReturn(change)
                .onErrorResume(DuplicateKeyException.class, taken -> find(licence, key));
    }

    /** Puts {@code next} in the place of a change that cannot come any more, unless another did so before: then that one. */
    Mono<StatusChange> replace(String licence, String key, StatusChange lost, StatusChange next) {
        return changes.updateAndGet(
                        and(eq(ID, id(licence, key)), eq(PAYLOAD, binary(lost))), set(PAYLOAD, binary(next)))
                .map(MongoKeyedChanges::read)
                .switchIfEmpty(Mono.defer(() -> find(licence, key)));
    }

    private static String id(String licence, String key) {
        return Sm3.digest(Bytes.utf8("zhaoku/1/change/" + licence + "/" + key))
                .slice(0, ID_BYTES)
                .hex();
    }

    private static Binary binary(StatusChange change) {
        return new Binary(change.encode().toArray());
    }

    private static StatusChange read(Document document) {
        return StatusChange.decode(Bytes.of(document.get(PAYLOAD, Binary.class).getData()));
    }
}
