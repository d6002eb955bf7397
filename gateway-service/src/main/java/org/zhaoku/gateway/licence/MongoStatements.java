package org.zhaoku.gateway.licence;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Sorts;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the statements of stored licences without any key: for the auditor. */
public final class MongoStatements {
    private static final String ID = "_id";

    private final Documents licences;

    public MongoStatements(Database database) {
        this.licences = database.documents(LicenceDocuments.COLLECTION, LicenceDocuments.SCHEMA);
    }

    /** Those that are there, in the order of their ids. */
    public Flux<StoredStatement> of(List<String> ids) {
        return find(in(ID, ids), ids.size());
    }

    /** The one with this identifier. */
    Mono<StoredStatement> of(LicenceIdentifier identifier) {
        return find(eq(LicenceDocuments.IDENTIFIER, identifier.toString()), 1).next();
    }

    private Flux<StoredStatement> find(Bson filter, int limit) {
        return licences.find(
                        filter,
                        Sorts.ascending(ID),
                        limit,
                        LicenceDocuments.IDENTIFIER,
                        LicenceDocuments.STATE,
                        LicenceDocuments.VALID_TO,
                        LicenceDocuments.REPLACES,
                        LicenceDocuments.STATEMENT,
                        LicenceDocuments.BATCH_KEY,
                        LicenceDocuments.RECEIPT,
                        LicenceDocuments.ERASED)
                .map(MongoStatements::read);
    }

    /** Ids of all licences in this state. */
    public Flux<String> ids(LicenceState state) {
        return licences.ids(eq(LicenceDocuments.STATE, state.name()), Sorts.ascending(ID), Integer.MAX_VALUE);
    }

    private static StoredStatement read(Document document) {
        return new StoredStatement(
                document.getString(ID),
                document.getString(LicenceDocuments.IDENTIFIER),
                LicenceState.valueOf(document.getString(LicenceDocuments.STATE)),
                LicenceDocuments.day(document, LicenceDocuments.VALID_TO),
                Succession.of(document),
                LicenceDocuments.bytes(document, LicenceDocuments.STATEMENT),
                Optional.ofNullable(document.getString(LicenceDocuments.BATCH_KEY))
                        .map(Bytes::fromHex),
                LicenceDocuments.bytes(document, LicenceDocuments.RECEIPT),
                Erasure.of(document).map(Erasure::digest));
    }
}
