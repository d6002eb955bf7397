package org.zhaoku.gateway.licence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import reactor.core.publisher.Mono;

/** Erasures, in the collection {@code licences}. */
@Repository
class MongoErasures {
    private final Documents licences;

    MongoErasures(Database database) {
        this.licences = database.documents(LicenceDocuments.COLLECTION, LicenceDocuments.SCHEMA);
    }

    /** A licence in force on the way that still has its personal data; they need not be opened to destroy them. */
    record Erasable(LicenceIdentifier identifier, Bytes statement, Optional<LocalDate> validTo) {}

    /** The licence, if it has come into force and is not erased. */
    Mono<Erasable> erasable(String id) {
        return licences.find(id)
                .filter(document -> !document.containsKey(LicenceDocuments.ERASED)
                        && LicenceState.IN_FORCE.name().equals(document.getString(LicenceDocuments.STATE)))
                .map(document -> new Erasable(
                        identifier(document),
                        LicenceDocuments.bytes(document, LicenceDocuments.STATEMENT)
                                .orElseThrow(),
                        LicenceDocuments.day(document, LicenceDocuments.VALID_TO)));
    }

    /** One write; does nothing if it was done. */
    Mono<Void> erase(String id, Erasure erasure) {
        return licences.update(
                and(
                        eq(LicenceDocuments.ID, id),
                        eq(LicenceDocuments.STATE, LicenceState.IN_FORCE.name()),
                        exists(LicenceDocuments.ERASED, false)),
                combine(
                        set(LicenceDocuments.ERASED, erasure.write()),
                        set(LicenceDocuments.HOLDERS, List.of()),
                        unset(LicenceDocuments.SEALED),
                        unset(LicenceDocuments.STATEMENT),
                        licences.stamp(LicenceDocuments.CHANGED)));
    }

    /** What remains of an erased licence; empty if it is none. */
    Mono<ErasureService.ErasedLicence> remains(String id) {
        return licences.find(id)
                .flatMap(document -> Mono.justOrEmpty(Erasure.of(document)
                        .map(erasure -> ErasureService.ErasedLicence.of(
                                id,
                                identifier(document),
                                erasure,
                                LicenceDocuments.bytes(document, LicenceDocuments.RECEIPT)))));
    }

    private static LicenceIdentifier identifier(Document document) {
        return LicenceIdentifier.parse(document.getString(LicenceDocuments.IDENTIFIER));
    }
}
