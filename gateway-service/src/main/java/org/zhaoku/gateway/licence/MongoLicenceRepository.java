package org.zhaoku.gateway.licence;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Sorts;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.HolderIndex;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.gateway.store.Index;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
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
    /** So many licences change by one command: other writes wait meanwhile. */
    private static final int SLICE = 512;

    private static final Bson OLDEST_FIRST = Sorts.ascending(LicenceDocuments.RECEIVED_AT, ID);
    private static final Bson SIGNED = eq(LicenceDocuments.STATE, LicenceState.SIGNED.name());
    private static final Bson ANCHORING = eq(LicenceDocuments.STATE, LicenceState.ANCHORING.name());

    private final Documents licences;
    private final MongoStatements statements;
    private final LicenceDocuments form;

    public MongoLicenceRepository(Database database, Envelope envelope, HolderIndex holders) {
        this.licences = database.documents(
                LicenceDocuments.COLLECTION,
                LicenceDocuments.SCHEMA,
                Index.unique(LicenceDocuments.IDENTIFIER),
                Index.on(LicenceDocuments.STATE, LicenceDocuments.RECEIVED_AT, ID),
                Index.on(LicenceDocuments.DRAFT, LicenceDocuments.STATE),
                Index.on(LicenceDocuments.DEPARTMENT, LicenceDocuments.RECEIVED_AT, ID),
                Index.on(LicenceDocuments.DEPARTMENT, LicenceDocuments.TYPE, LicenceDocuments.RECEIVED_AT, ID),
                Index.on(LicenceDocuments.DEPARTMENT, LicenceDocuments.CHANGED, ID),
                Index.on(LicenceDocuments.HOLDERS, LicenceDocuments.RECEIVED_AT, ID),
                Index.on(LicenceDocuments.HOLDER_KEY));
        this.statements = new MongoStatements(database);
        this.form = new LicenceDocuments(envelope, holders);
    }

    @Override
    public Mono<Void> insert(Licence licence) {
        return Mono.fromCallable(() -> form.write(licence, Optional.empty()))
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
    public Mono<Set<Integer>> insertAll(List<Licence> all, Map<String, String> drafts) {
        return Mono.fromCallable(() -> all.stream()
                        .map(licence -> form.write(licence, Optional.ofNullable(drafts.get(licence.id()))))
                        .toList())
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(licences::insertAll);
    }

    @Override
    public Mono<Licence> find(String id) {
        return licences.find(id).publishOn(Schedulers.boundedElastic()).map(form::read);
    }

    @Override
    public Mono<StoredStatement> find(LicenceIdentifier identifier) {
        return statements.of(identifier);
    }

    @Override
    public Flux<Licence> inState(LicenceState state) {
        return licences.find(eq(LicenceDocuments.STATE, state.name()), OLDEST_FIRST)
                .publishOn(Schedulers.boundedElastic())
                .map(form::read);
    }

    @Override
    public Flux<StoredStatement> statements(List<String> ids) {
        return slices(ids).concatMap(statements::of);
    }

    @Override
    public Mono<Long> count(LicenceState state) {
        return licences.count(eq(LicenceDocuments.STATE, state.name()));
    }

    @Override
    public Mono<Licence> approved(String id, LocalDate issued) {
        return licences.updateAndGet(
                        inState(id, LicenceState.AWAITING_APPROVAL),
                        combine(
                                set(LicenceDocuments.STATE, LicenceState.RECEIVED.name()),
                                set(LicenceDocuments.ISSUED, LicenceDocuments.day(issued))))
                .publishOn(Schedulers.boundedElastic())
                .map(form::read);
    }

    @Override
    public Mono<Void> refused(String id) {
        return licences.delete(inState(id, LicenceState.AWAITING_APPROVAL)).then();
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

    @Override
    public Flux<SignedLicence> waiting(UnifiedSocialCreditCode department, Set<LicenceTypeCode> without, int limit) {
        Bson all = and(SIGNED, eq(LicenceDocuments.DEPARTMENT, department.value()));
        return licences.find(
                        without.isEmpty() ? all : and(all, not(ofTypes(without))),
                        OLDEST_FIRST,
                        limit,
                        LicenceDocuments.IDENTIFIER,
                        LicenceDocuments.STATEMENT,
                        LicenceDocuments.REPLACES,
                        LicenceDocuments.RECEIVED_AT)
                .map(document -> new SignedLicence(
                        document.getString(ID),
                        LicenceIdentifier.parse(document.getString(LicenceDocuments.IDENTIFIER))
                                .type(),
                        LicenceDocuments.bytes(document, LicenceDocuments.STATEMENT)
                                .orElseThrow(),
                        document.containsKey(LicenceDocuments.REPLACES)));
    }

    @Override
    public Flux<String> claim(List<String> ids, String draft) {
        return slices(ids)
                .concatMap(slice -> licences.updateAll(
                                and(in(ID, slice), SIGNED),
                                combine(
                                        set(LicenceDocuments.STATE, LicenceState.ANCHORING.name()),
                                        set(LicenceDocuments.DRAFT, draft)))
                        .flatMapMany(count -> count == slice.size() ? Flux.fromIterable(slice) : held(slice, draft)));
    }

    // another draft was quicker with some
    private Flux<String> held(List<String> ids, String draft) {
        return licences.ids(and(in(ID, ids), eq(LicenceDocuments.DRAFT, draft)), OLDEST_FIRST, ids.size())
                .collect(Collectors.toSet())
                .flatMapIterable(held -> ids.stream().filter(held::contains).toList());
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
                        and(inState(id, LicenceState.ANCHORING), eq(LicenceDocuments.DRAFT, draft)),
                        combine(
                                set(LicenceDocuments.STATEMENT, LicenceDocuments.binary(statement)),
                                set(LicenceDocuments.SEALED, personal))))
                .publishOn(Schedulers.boundedElastic())
                .map(form::read);
    }

    @Override
    public Mono<Void> release(String prefix, Collection<String> storedDrafts) {
        return giveUp(without(prefix, storedDrafts));
    }

    private static Bson without(String prefix, Collection<String> storedDrafts) {
        return and(
                regex(LicenceDocuments.DRAFT, "^" + Pattern.quote(prefix)), nin(LicenceDocuments.DRAFT, storedDrafts));
    }

    @Override
    public Mono<Void> withdraw(String prefix, Collection<String> storedDrafts) {
        return licences.delete(and(without(prefix, storedDrafts), ANCHORING)).then();
    }

    @Override
    public Mono<Void> release(Collection<String> drafts) {
        return slices(List.copyOf(drafts))
                .concatMap(slice -> giveUp(in(LicenceDocuments.DRAFT, slice)))
                .then();
    }

    @Override
    public Mono<Void> giveBack(Collection<String> ids) {
        return slices(List.copyOf(ids))
                .concatMap(slice -> giveUp(in(ID, slice)))
                .then();
    }

    private Mono<Void> giveUp(Bson which) {
        return licences.updateAll(
                        and(which, ANCHORING),
                        combine(
                                set(LicenceDocuments.STATE, LicenceState.SIGNED.name()),
                                set(LicenceDocuments.DRAFT, null)))
                .then();
    }

    @Override
    public Mono<Long> countWaiting(String prefix) {
        return licences.count(or(SIGNED, and(ANCHORING, regex(LicenceDocuments.DRAFT, "^" + Pattern.quote(prefix)))));
    }

    @Override
    public Mono<Void> inForce(Bytes batchKey, Map<String, FullReceipt> receipts) {
        String key = batchKey.hex();
        // neighbours by id are neighbours in the database: a slice touches few of its pages
        return slices(List.copyOf(new TreeMap<>(receipts).entrySet()))
                .publishOn(Schedulers.boundedElastic(), 1)
                .map(slice -> slice.stream()
                        .collect(Collectors.toMap(
                                each -> inState(each.getKey(), LicenceState.ANCHORING),
                                each -> combine(
                                        set(LicenceDocuments.STATE, LicenceState.IN_FORCE.name()),
                                        set(LicenceDocuments.BATCH_KEY, key),
                                        licences.stamp(LicenceDocuments.CHANGED),
                                        set(
                                                LicenceDocuments.RECEIPT,
                                                LicenceDocuments.binary(
                                                        each.getValue().encode()))))))
                .concatMap(licences::updateEach, 1)
                .then();
    }

    private static <T> Flux<List<T>> slices(List<T> all) {
        return Flux.fromIterable(all).buffer(SLICE);
    }

    @Override
    public Mono<Void> overtaken(List<String> ids) {
        return slices(ids)
                .concatMap(slice -> licences.updateAll(
                        and(in(ID, slice), ANCHORING), set(LicenceDocuments.STATE, LicenceState.REFUSED.name())))
                .then();
    }

    @Override
    public Flux<UnifiedSocialCreditCode> departmentsWithSigned() {
        return licences.distinct(LicenceDocuments.DEPARTMENT, SIGNED).map(UnifiedSocialCreditCode::parse);
    }

    private static Bson inState(String id, LicenceState state) {
        return and(eq(ID, id), eq(LicenceDocuments.STATE, state.name()));
    }
}
