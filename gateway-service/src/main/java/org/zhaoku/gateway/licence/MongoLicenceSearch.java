package org.zhaoku.gateway.licence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.HolderIndex;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Search in the collection {@code licences}; holders by their keyed hashes. */
@Repository
final class MongoLicenceSearch implements LicenceSearch {
    private static final Bson NEWEST_FIRST = Sorts.descending(LicenceDocuments.RECEIVED_AT, LicenceDocuments.ID);
    private static final Bson CHANGED_FIRST = Sorts.ascending(LicenceDocuments.CHANGED, LicenceDocuments.ID);

    private final Documents licences;
    private final LicenceDocuments form;
    private final HolderIndex holders;
    private final Clock clock;

    MongoLicenceSearch(Database database, Envelope envelope, HolderIndex holders, Clock clock) {
        this.licences = database.documents(LicenceDocuments.COLLECTION, LicenceDocuments.SCHEMA);
        this.form = new LicenceDocuments(envelope, holders);
        this.holders = holders;
        this.clock = clock;
    }

    @Override
    public Flux<LicenceRow> find(LicenceQuery query, Optional<Place> after, int limit) {
        return Flux.defer(() -> {
                    List<Bson> filters = filters(query);
                    after.ifPresent(place -> filters.add(or(
                            lt(LicenceDocuments.RECEIVED_AT, Date.from(place.at())),
                            and(
                                    eq(LicenceDocuments.RECEIVED_AT, Date.from(place.at())),
                                    lt(LicenceDocuments.ID, place.id())))));
                    return licences.page(and(filters), NEWEST_FIRST, limit);
                })
                .publishOn(Schedulers.boundedElastic())
                .map(document -> row(document, holderName(document)));
    }

    @Override
    public Flux<LicenceRow> changed(
            UnifiedSocialCreditCode department, Optional<Place> after, Instant until, int limit) {
        List<Bson> filters = new ArrayList<>(List.of(
                eq(LicenceDocuments.DEPARTMENT, department.value()), lte(LicenceDocuments.CHANGED, Date.from(until))));
        after.ifPresent(place -> filters.add(or(
                gt(LicenceDocuments.CHANGED, Date.from(place.at())),
                and(eq(LicenceDocuments.CHANGED, Date.from(place.at())), gt(LicenceDocuments.ID, place.id())))));
        return licences.page(and(filters), CHANGED_FIRST, limit).map(document -> row(document, null));
    }

    private List<Bson> filters(LicenceQuery query) {
        List<Bson> filters = new ArrayList<>(
                List.of(eq(LicenceDocuments.DEPARTMENT, query.department().value())));
        query.identifier().ifPresent(identifier -> filters.add(eq(LicenceDocuments.IDENTIFIER, identifier)));
        query.holder().ifPresent(number -> filters.add(in(LicenceDocuments.HOLDERS, holders.candidates(number))));
        query.type().ifPresent(type -> filters.add(eq(LicenceDocuments.TYPE, type.value())));
        query.from().ifPresent(day -> filters.add(gte(LicenceDocuments.ISSUED, LicenceDocuments.day(day))));
        query.to().ifPresent(day -> filters.add(lte(LicenceDocuments.ISSUED, LicenceDocuments.day(day))));
        query.state().ifPresent(state -> filters.addAll(states(state)));
        return filters;
    }

    private List<Bson> states(SoughtState sought) {
        int today = LicenceDocuments.day(LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE));
        return switch (sought) {
            case AWAITING_APPROVAL, RECEIVED, SIGNED, ANCHORING, REFUSED ->
                List.of(eq(LicenceDocuments.STATE, sought.name()));
            case IN_FORCE ->
                List.of(
                        standing(null, sought.name()),
                        or(eq(LicenceDocuments.VALID_TO, null), gte(LicenceDocuments.VALID_TO, today)));
            case EXPIRED -> List.of(standing(null, LicenceState.IN_FORCE.name()), lt(LicenceDocuments.VALID_TO, today));
            case SUSPENDED, REVOKED, CANCELLED, WITHDRAWN, SUPERSEDED, TRANSFERRED_OUT ->
                List.of(standing(sought.name()));
        };
    }

    /** One that the ledger never changed has no state of its own and is in force. */
    private static Bson standing(@Nullable String... states) {
        return and(eq(LicenceDocuments.STATE, LicenceState.IN_FORCE.name()), in(MongoLicenceStandings.STATE, states));
    }

    private @Nullable String holderName(Document document) {
        return document.containsKey(LicenceDocuments.ERASED)
                ? null
                : form.personalData(document).holderName();
    }

    private static LicenceRow row(Document document, @Nullable String holderName) {
        Document ledger = document.get("ledger", new Document());
        LicenceState state = LicenceState.valueOf(document.getString(LicenceDocuments.STATE));
        var ledgerState = state == LicenceState.IN_FORCE
                ? org.zhaoku.verifier.status.LicenceState.valueOf(ledger.get("state", LicenceState.IN_FORCE.name()))
                : null;
        var identifier = LicenceIdentifier.parse(document.getString(LicenceDocuments.IDENTIFIER));
        Date changed = document.getDate(LicenceDocuments.CHANGED);
        return new LicenceRow(
                document.getString(LicenceDocuments.ID),
                identifier.toString(),
                identifier.type().value(),
                identifier.version(),
                state,
                ledgerState,
                ledger.getString("reason"),
                ledger.getBoolean("disputed", false),
                holderName,
                LicenceDocuments.day(document, LicenceDocuments.ISSUED).orElseThrow(),
                LicenceDocuments.day(document, LicenceDocuments.VALID_FROM).orElseThrow(),
                LicenceDocuments.day(document, LicenceDocuments.VALID_TO).orElse(null),
                document.getDate(LicenceDocuments.RECEIVED_AT).toInstant(),
                changed == null ? null : changed.toInstant(),
                Erasure.of(document).map(Erasure::at).orElse(null));
    }
}
