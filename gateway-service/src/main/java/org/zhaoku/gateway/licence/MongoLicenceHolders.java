package org.zhaoku.gateway.licence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.zhaoku.gateway.keys.KeyRing;
import org.zhaoku.gateway.keys.KeyUse;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The use of the holder index's keys: what licences are found under is made anew from their sealed fields. */
final class MongoLicenceHolders implements KeyUse {
    private static final int AT_ONCE = 16;

    private final Documents licences;
    private final LicenceDocuments form;

    MongoLicenceHolders(Database database, LicenceDocuments form) {
        this.licences = database.documents(LicenceDocuments.COLLECTION, LicenceDocuments.SCHEMA);
        this.form = form;
    }

    @Override
    public KeyRing.Kind kind() {
        return KeyRing.Kind.HOLDERS;
    }

    @Override
    public Mono<Long> replace(String id) {
        return licences.parts(under(id), LicenceDocuments.SEALED, LicenceDocuments.ERASED)
                .publishOn(Schedulers.boundedElastic())
                .flatMap(document -> indexAnew(id, document), AT_ONCE)
                .count();
    }

    @Override
    public Mono<Long> count(String id) {
        return licences.count(under(id));
    }

    private static Bson under(String id) {
        return eq(LicenceDocuments.HOLDER_KEY, id);
    }

    private Mono<Boolean> indexAnew(String id, Document document) {
        Document entry = form.holders(document);
        return licences.updated(
                and(eq(LicenceDocuments.ID, document.getString(LicenceDocuments.ID)), under(id)),
                combine(
                        set(LicenceDocuments.HOLDERS, entry.get(LicenceDocuments.HOLDERS)),
                        set(LicenceDocuments.HOLDER_KEY, entry.get(LicenceDocuments.HOLDER_KEY))));
    }
}
