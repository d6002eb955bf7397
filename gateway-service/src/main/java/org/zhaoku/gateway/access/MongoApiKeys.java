package org.zhaoku.gateway.access;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.keys.MongoSealedField;
import org.zhaoku.gateway.keys.Sealed;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * API keys in the collection {@code api-keys}; the one key that hashes them, sealed under the master key, in {@code
 * api-key-secrets}.
 */
@Repository
class MongoApiKeys {
    /** The id of the sealed key, and what it is sealed for. */
    static final String SECRETS = "api-key-secrets";

    static final String SEALED = "sealed";
    static final String SECRET = "api-key-mac";

    private static final String REVOKED = "revoked";
    private static final String NEVER = "";

    private final Documents keys;
    private final Documents secrets;

    MongoApiKeys(Database database) {
        this.keys = database.documents("api-keys");
        this.secrets = database.documents(SECRETS);
    }

    Mono<Void> insert(ApiKey key) {
        return keys.insert(write(key));
    }

    Mono<ApiKey> find(String id) {
        return keys.find(id).map(MongoApiKeys::read);
    }

    /** All, the newest first. */
    Flux<ApiKey> all() {
        return keys.find(Filters.empty(), Sorts.descending("created", "_id")).map(MongoApiKeys::read);
    }

    /** Takes the key back unless it was; the key as it is then, or empty if there is none. */
    Mono<ApiKey> revoke(String id, Instant when, String by) {
        return keys.updateAndGet(
                        Filters.and(Filters.eq("_id", id), Filters.eq("revokedBy", NEVER)),
                        Updates.combine(Updates.set(REVOKED, Date.from(when)), Updates.set("revokedBy", by)))
                .map(MongoApiKeys::read)
                .switchIfEmpty(Mono.defer(() -> find(id)));
    }

    /** The sealed key that is there, or this one, which is there from now on. */
    Mono<Sealed> secret(Mono<Sealed> fresh) {
        Mono<Sealed> present = secrets.find(SECRET).map(MongoApiKeys::readSecret);
        return present.switchIfEmpty(Mono.defer(() -> fresh.flatMap(made -> secrets.insert(write(made))
                .thenReturn(made)
                .onErrorResume(DuplicateKeyException.class, taken -> present))));
    }

    private static Document write(Sealed sealed) {
        return new Document("_id", SECRET).append(SEALED, MongoSealedField.write(sealed));
    }

    private static Sealed readSecret(Document document) {
        return MongoSealedField.read(document.get(SEALED, Document.class));
    }

    private static Document write(ApiKey key) {
        return new Document("_id", key.id())
                .append("name", key.name())
                .append("rights", key.rights().stream().map(MongoApiKeys::write).toList())
                .append("created", Date.from(key.created()))
                .append("createdBy", key.createdBy())
                .append("expires", Date.from(key.expires()))
                .append("revokedBy", key.revokedBy().orElse(NEVER))
                .append("mac", new Binary(key.mac().toArray()));
    }

    private static Document write(ApiRight right) {
        return new Document("type", right.type().value()).append("purposes", List.copyOf(right.purposes()));
    }

    private static ApiKey read(Document document) {
        return new ApiKey(
                document.getString("_id"),
                document.getString("name"),
                document.getList("rights", Document.class).stream()
                        .map(right -> new ApiRight(
                                LicenceTypeCode.parse(right.getString("type")),
                                new TreeSet<>(right.getList("purposes", String.class))))
                        .toList(),
                document.getDate("created").toInstant(),
                document.getString("createdBy"),
                document.getDate("expires").toInstant(),
                Optional.ofNullable(document.getDate(REVOKED)).map(Date::toInstant),
                Optional.of(document.getString("revokedBy")).filter(by -> !by.equals(NEVER)),
                bytes(document, "mac"));
    }

    private static Bytes bytes(Document document, String field) {
        return Bytes.of(document.get(field, Binary.class).getData());
    }
}
