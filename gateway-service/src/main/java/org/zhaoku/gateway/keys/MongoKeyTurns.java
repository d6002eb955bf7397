package org.zhaoku.gateway.keys;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;

import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import reactor.core.publisher.Mono;

/**
 * Which key is active, in the collection {@code keyrings}: one document for each kind, so that a turn is one write.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code _id}</td><td>text</td><td>{@code master} or {@code holders}</td></tr>
 * <tr><td>{@code active}</td><td>text</td><td>id of the key for all that is written</td></tr>
 * <tr><td>{@code retired}</td><td>array of text</td><td>keys that something stored may still need</td></tr>
 * <tr><td>{@code destroyed}</td><td>array of text</td><td>keys that are destroyed wherever they were</td></tr>
 * <tr><td>{@code since}</td><td>date</td><td>when the active key's turn came</td></tr>
 * </table>
 */
final class MongoKeyTurns {
    private static final String ID = "_id";
    private static final String ACTIVE = "active";
    private static final String RETIRED = "retired";
    private static final String DESTROYED = "destroyed";
    private static final String SINCE = "since";

    private final Documents rings;
    private final Clock clock;

    MongoKeyTurns(Database database, Clock clock) {
        this.rings = database.documents("keyrings");
        this.clock = clock;
    }

    Mono<KeyRing.Turn> find(KeyRing.Kind kind) {
        return rings.find(kind.value()).map(MongoKeyTurns::read);
    }

    /** Begins with this key, unless another gateway began before: then with that one's. */
    Mono<KeyRing.Turn> begin(KeyRing.Kind kind, String first) {
        var document = new Document(ID, kind.value())
                .append(ACTIVE, first)
                .append(RETIRED, List.of())
                .append(DESTROYED, List.of())
                .append(SINCE, Date.from(clock.instant()));
        return rings.insert(document)
                .thenReturn(read(document))
                .onErrorResume(DuplicateKeyException.class, taken -> find(kind));
    }

    /** It is {@code next}'s turn, unless {@code active} is not active any more; what is so then. */
    Mono<KeyRing.Turn> activate(KeyRing.Kind kind, String active, String next) {
        return rings.update(
                        and(eq(ID, kind.value()), eq(ACTIVE, active)),
                        combine(set(ACTIVE, next), set(SINCE, Date.from(clock.instant())), addToSet(RETIRED, active)))
                .then(find(kind));
    }

    /** Nothing needs the key any more. */
    Mono<KeyRing.Turn> destroyed(KeyRing.Kind kind, String id) {
        return rings.update(
                        and(eq(ID, kind.value()), ne(ACTIVE, id), eq(RETIRED, id)),
                        combine(pull(RETIRED, id), addToSet(DESTROYED, id)))
                .then(find(kind));
    }

    private static KeyRing.Turn read(Document document) {
        return new KeyRing.Turn(
                document.getString(ACTIVE),
                document.getList(RETIRED, String.class),
                document.getList(DESTROYED, String.class));
    }
}
