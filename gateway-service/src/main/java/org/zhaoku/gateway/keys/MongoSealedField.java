package org.zhaoku.gateway.keys;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A field of a collection that holds sealed data as {master: text, key: binary, content: binary}. */
public final class MongoSealedField implements KeyUse {
    private static final String ID = "_id";
    private static final String MASTER = "master";
    private static final String KEY = "key";
    private static final String CONTENT = "content";
    private static final int AT_ONCE = 16;

    private final Documents documents;
    private final String field;
    private final String purpose;
    private final Envelope envelope;

    /** @param purpose with which it was sealed */
    public MongoSealedField(Database database, String collection, String field, String purpose, Envelope envelope) {
        this.documents = database.documents(collection);
        this.field = field;
        this.purpose = purpose;
        this.envelope = envelope;
    }

    /** Sealed data as it is stored. */
    public static Document write(Sealed sealed) {
        return new Document(MASTER, sealed.masterKey())
                .append(KEY, binary(sealed.key()))
                .append(CONTENT, binary(sealed.content()));
    }

    public static Sealed read(Document sealed) {
        return new Sealed(sealed.getString(MASTER), bytes(sealed, KEY), bytes(sealed, CONTENT));
    }

    @Override
    public KeyRing.Kind kind() {
        return KeyRing.Kind.MASTER;
    }

    @Override
    public Mono<Long> replace(String id) {
        return documents
                .parts(under(id), field)
                .publishOn(Schedulers.boundedElastic())
                .flatMap(this::wrapAnew, AT_ONCE)
                .count();
    }

    @Override
    public Mono<Long> count(String id) {
        return documents.count(under(id));
    }

    private Bson under(String id) {
        return eq(field + "." + MASTER, id);
    }

    // only in the place of the very key that was read: it may have been sealed anew meanwhile
    private Mono<Boolean> wrapAnew(Document document) {
        Sealed old = read(document.get(field, Document.class));
        Sealed anew = envelope.wrapAnew(purpose, document.getString(ID), old);
        return documents.updated(
                and(eq(ID, document.getString(ID)), eq(field + "." + KEY, binary(old.key()))),
                combine(set(field + "." + MASTER, anew.masterKey()), set(field + "." + KEY, binary(anew.key()))));
    }

    private static Binary binary(Bytes bytes) {
        return new Binary(bytes.toArray());
    }

    private static Bytes bytes(Document document, String name) {
        return Bytes.of(document.get(name, Binary.class).getData());
    }
}
