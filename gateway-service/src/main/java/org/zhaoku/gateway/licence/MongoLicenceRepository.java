package org.zhaoku.gateway.licence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Sorts;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.gateway.store.Index;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Licences in the collection {@code licences}. Each move of a licence names the state that it leaves, so that it may be repeated
 * and never goes backwards. Sealing and opening are done on a thread that may block.
 */
@Repository
public final class MongoLicenceRepository implements LicenceRepository {
    private static final String ID = "_id";
    private static final int CLAIMS_AT_ONCE = 8;
    private static final Bson OLDEST_FIRST = Sorts.ascending(LicenceDocuments.RECEIVED_AT, ID);
    private static final Bson UNCLAIMED =
            and(eq(LicenceDocuments.STATE, LicenceState.SIGNED.name()), eq(LicenceDocuments.DRAFT, null));

    private final Documents licences;
    private final LicenceDocuments form;

    public MongoLicenceRepository(Database database, Envelope envelope) {
        this.licences = database.documents(
                "licences",
                Index.unique(LicenceDocuments.IDENTIFIER),
                Index.on(LicenceDocuments.STATE, LicenceDocuments.RECEIVED_AT, ID),
                Index.on(LicenceDocuments.DRAFT, LicenceDocuments.STATE));
        this.form = new LicenceDocuments(envelope);
    }

    @Override
    public Mono<Void> insert(Licence licence) {
        return Mono.fromCallable(() -> form.write(licence))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(licences::insert)
                .onErrorResume(DuplicateKeyException.class, taken -> isStored(licence));
    }

    private Mono<Void> isStored(Licence licence) {
        return licences.exists(and(
                        eq(ID, licence.id()),
                        eq(LicenceDocuments.IDENTIFIER, licence.identifier().toString())))
                .flatMap(same -> same ? Mono.empty() : Mono.error(new DuplicateIdentifierException()));
    }

    @Override
    public Mono<Licence> find(String id) {
        return licences.find(id).publishOn(Schedulers.boundedElastic()).map(form::read);
    }

    @Override
    public Flux<Licence> inState(LicenceState state) {
        return licences.find(eq(LicenceDocuments.STATE, state.name()), OLDEST_FIRST)
                .publishOn(Schedulers.boundedElastic())
                .map(form::read);
    }

    @Override
    public Mono<Void> signed(String id, Bytes statement, Bytes disclosures) {
        return licences.find(id)
                .filter(document -> LicenceState.RECEIVED.name().equals(document.getString(LicenceDocuments.STATE)))
                .publishOn(Schedulers.boundedElastic())
                .map(document -> form.seal(id, form.personalData(document).with(disclosures)))
                .flatMap(personal -> licences.update(
                        inState(id, LicenceState.RECEIVED),
                        combine(
                                set(LicenceDocuments.STATE, LicenceState.SIGNED.name()),
                                set(LicenceDocuments.STATEMENT, LicenceDocuments.binary(statement)),
                                set(LicenceDocuments.SEALED, personal))));
    }

    // one search for all, then one atomic write for each, which finds its licence by id: the embedded server has no
    // index
    // but unique ones, and one search for each licence would read the whole collection each time
    @Override
    public Flux<Licence> claim(
            UnifiedSocialCreditCode department, Set<LicenceTypeCode> without, String draft, int limit) {
        Bson waiting = and(UNCLAIMED, eq(LicenceDocuments.DEPARTMENT, department.value()));
        Bson claimable = without.isEmpty() ? waiting : and(waiting, not(ofTypes(without)));
        return licences.ids(claimable, OLDEST_FIRST, limit)
                .flatMapSequential(
                        id -> licences.updateAndGet(and(eq(ID, id), UNCLAIMED), set(LicenceDocuments.DRAFT, draft)),
                        CLAIMS_AT_ONCE)
                .publishOn(Schedulers.boundedElastic())
                .map(form::read);
    }

    // the type stands in the identifier, between dots
    private static Bson ofTypes(Set<LicenceTypeCode> types) {
        return regex(
                LicenceDocuments.IDENTIFIER,
                types.stream().map(LicenceTypeCode::value).collect(Collectors.joining("|", "\\.(", ")\\.")));
    }

    @Override
    public Mono<Licence> signedAnew(String id, String draft, Bytes statement, Bytes disclosures) {
        return licences.find(id)
                .publishOn(Schedulers.boundedElastic())
                .map(document -> form.seal(id, form.personalData(document).with(disclosures)))
                .flatMap(personal -> licences.updateAndGet(
                        and(inState(id, LicenceState.SIGNED), eq(LicenceDocuments.DRAFT, draft)),
                        combine(
                                set(LicenceDocuments.STATEMENT, LicenceDocuments.binary(statement)),
                                set(LicenceDocuments.SEALED, personal))))
                .publishOn(Schedulers.boundedElastic())
                .map(form::read);
    }

    @Override
    public Mono<Void> release(String prefix, List<String> storedDrafts) {
        return licences.updateAll(
                and(
                        eq(LicenceDocuments.STATE, LicenceState.SIGNED.name()),
                        regex(LicenceDocuments.DRAFT, "^" + Pattern.quote(prefix)),
                        nin(LicenceDocuments.DRAFT, storedDrafts)),
                set(LicenceDocuments.DRAFT, null));
    }

    @Override
    public Mono<Void> anchoring(String draft, Bytes batchKey) {
        return licences.updateAll(
                and(eq(LicenceDocuments.DRAFT, draft), eq(LicenceDocuments.STATE, LicenceState.SIGNED.name())),
                combine(
                        set(LicenceDocuments.STATE, LicenceState.ANCHORING.name()),
                        set(LicenceDocuments.BATCH_KEY, batchKey.hex())));
    }

    @Override
    public Mono<Void> inForce(String id, FullReceipt receipt) {
        return licences.update(
                inState(id, LicenceState.ANCHORING),
                combine(
                        set(LicenceDocuments.STATE, LicenceState.IN_FORCE.name()),
                        set(LicenceDocuments.RECEIPT, LicenceDocuments.binary(receipt.encode()))));
    }

    @Override
    public Flux<UnifiedSocialCreditCode> departmentsWithSigned() {
        return licences.distinct(LicenceDocuments.DEPARTMENT, UNCLAIMED).map(UnifiedSocialCreditCode::parse);
    }

    private static Bson inState(String id, LicenceState state) {
        return and(eq(ID, id), eq(LicenceDocuments.STATE, state.name()));
    }
}
