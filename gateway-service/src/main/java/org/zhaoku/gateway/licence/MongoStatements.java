package org.zhaoku.gateway.licence;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Sorts;
import java.util.List;
import org.bson.Document;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import reactor.core.publisher.Flux;

/** Reads the statements of stored licences without any key: for the auditor. */
public final class MongoStatements {
    private static final String ID = "_id";

    private final Documents licences;

    public MongoStatements(Database database) {
        this.licences = database.documents(LicenceDocuments.COLLECTION, LicenceDocuments.SCHEMA);
    }

    /** Those that are there, in the order of their ids. */
    public Flux<StoredStatement> of(List<String> ids) {
        return licences.find(
                        in(ID, ids),
                        Sorts.ascending(ID),
                        ids.size(),
                        LicenceDocuments.IDENTIFIER,
                        LicenceDocuments.STATE,
                        LicenceDocuments.STATEMENT,
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
                LicenceDocuments.bytes(document, LicenceDocuments.STATEMENT),
                LicenceDocuments.bytes(document, LicenceDocuments.RECEIPT),
                Erasure.of(document).map(Erasure::digest));
    }
}
