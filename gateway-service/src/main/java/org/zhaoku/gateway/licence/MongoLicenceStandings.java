package org.zhaoku.gateway.licence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.ledger.LedgerEvent;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.verifier.status.StatusReason;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** States on the ledger, in the field {@code ledger} of the collection {@code licences}. */
@Repository
final class MongoLicenceStandings implements LicenceStandings {
    static final String STATE = "ledger.state";
    static final String REASON = "ledger.reason";
    static final String SEQUENCE = "ledger.sequence";
    static final String DISPUTED = "ledger.disputed";

    private static final int AT_ONCE = 500;

    private final Documents licences;

    MongoLicenceStandings(Database database) {
        this.licences = database.documents(LicenceDocuments.COLLECTION, LicenceDocuments.SCHEMA);
    }

    @Override
    public Mono<Void> record(String id, LedgerEvent.Change change) {
        List<Bson> updates = new ArrayList<>(List.of(
                set(STATE, change.to().name()),
                set(REASON, change.reason().name()),
                set(SEQUENCE, change.sequence()),
                licences.stamp(LicenceDocuments.CHANGED)));
        if (change.reason().isMark()) {
            updates.add(set(DISPUTED, change.reason() == StatusReason.DISPUTE_RAISED));
        }
        return licences.update(
                and(eq(LicenceDocuments.ID, id), or(exists(SEQUENCE, false), lt(SEQUENCE, change.sequence()))),
                combine(updates));
    }

    @Override
    public Flux<LicenceTerm> terms(List<String> ids) {
        return Flux.fromIterable(ids)
                .buffer(AT_ONCE)
                .concatMap(some -> licences.parts(
                        in(LicenceDocuments.ID, some),
                        LicenceDocuments.DEPARTMENT,
                        LicenceDocuments.TYPE,
                        LicenceDocuments.ISSUED,
                        LicenceDocuments.VALID_TO))
                .map(MongoLicenceStandings::term);
    }

    private static LicenceTerm term(Document document) {
        return new LicenceTerm(
                document.getString(LicenceDocuments.ID),
                document.getString(LicenceDocuments.DEPARTMENT),
                document.getString(LicenceDocuments.TYPE),
                LicenceDocuments.day(document, LicenceDocuments.ISSUED).orElseThrow(),
                LicenceDocuments.day(document, LicenceDocuments.VALID_TO));
    }
}
