package org.zhaoku.gateway.holder;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Sorts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.HolderIndex;
import org.zhaoku.gateway.keys.KeyRing;
import org.zhaoku.gateway.keys.KeyUse;
import org.zhaoku.gateway.keys.MongoSealedField;
import org.zhaoku.gateway.keys.Sealed;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.gateway.store.Index;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Mandates in the collection {@code mandates}. Who is named in one, and what it stands on, is sealed; both are found by keyed
 * hashes of their codes, which are made anew when the index gets another key.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code _id}</td><td>text</td><td>opaque id</td></tr>
 * <tr><td>{@code department}, {@code kind}</td><td>text</td><td></td></tr>
 * <tr><td>{@code sealed}</td><td>{master: text, key: binary, content: binary}</td><td>CBOR {1: principal, 2: agent, 3:
 * evidence}</td></tr>
 * <tr><td>{@code principal}, {@code agent}, {@code holderKey}</td><td>text</td><td>{@link HolderIndex}</td></tr>
 * <tr><td>{@code acts}, {@code types}</td><td>array of text</td><td></td></tr>
 * <tr><td>{@code from}, {@code to}, {@code endedOn}</td><td>int</td><td>days since 1970-01-01</td></tr>
 * <tr><td>{@code recordedAt}</td><td>date</td><td></td></tr>
 * </table>
 */
@Repository
public final class MongoMandates implements KeyUse {
    static final String COLLECTION = "mandates";
    private static final String ID = "_id";
    static final String PURPOSE = "mandate";
    private static final String PRINCIPAL = "principal";
    private static final String AGENT = "agent";
    static final String SEALED = "sealed";
    private static final String HOLDER_KEY = "holderKey";
    private static final String ENDED_ON = "endedOn";
    private static final Bson OLDEST_FIRST = Sorts.ascending("recordedAt", ID);

    private static final int AT_ONCE = 16;

    private final Documents mandates;
    private final Envelope envelope;
    private final HolderIndex index;

    public MongoMandates(Database database, Envelope envelope, HolderIndex index) {
        this.mandates = database.documents(COLLECTION, Index.on(PRINCIPAL), Index.on(AGENT));
        this.envelope = envelope;
        this.index = index;
    }

    /** Stores a mandate; one with its id stays as it is. */
    Mono<Void> insert(Mandate mandate) {
        return Mono.fromCallable(() -> write(mandate))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(mandates::insert)
                .onErrorResume(DuplicateKeyException.class, same -> Mono.empty());
    }

    Mono<Mandate> find(String id) {
        return mandates.find(id).publishOn(Schedulers.boundedElastic()).map(this::read);
    }

    /** Ends it from a day on; one that is ended already stays so. */
    Mono<Void> end(String id, LocalDate day) {
        return mandates.update(and(eq(ID, id), eq(ENDED_ON, null)), set(ENDED_ON, day(day)));
    }

    /** Those that name these codes, oldest first. */
    Flux<Mandate> search(Optional<String> principal, Optional<String> agent) {
        return Mono.fromCallable(() -> {
                    List<Bson> filters = new ArrayList<>();
                    principal.ifPresent(code -> filters.add(in(PRINCIPAL, index.candidates(code))));
                    agent.ifPresent(code -> filters.add(in(AGENT, index.candidates(code))));
                    return and(filters);
                })
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapMany(filter -> mandates.find(filter, OLDEST_FIRST))
                .publishOn(Schedulers.boundedElastic())
                .map(this::read);
    }

    private Document write(Mandate mandate) {
        Sealed sealed = envelope.seal(
                PURPOSE,
                mandate.id(),
                Cbor.map()
                        .put(1, mandate.principal().toCbor())
                        .put(2, mandate.agent().toCbor())
                        .put(3, Cbor.of(mandate.evidence()))
                        .build()
                        .encode());
        Document found = found(mandate.principal(), mandate.agent());
        return new Document(ID, mandate.id())
                .append("department", mandate.department().value())
                .append("kind", mandate.kind().name())
                .append(SEALED, MongoSealedField.write(sealed))
                .append(PRINCIPAL, found.get(PRINCIPAL))
                .append(AGENT, found.get(AGENT))
                .append(HOLDER_KEY, found.get(HOLDER_KEY))
                .append("acts", mandate.acts().stream().map(Act::name).sorted().toList())
                .append(
                        "types",
                        mandate.types().stream()
                                .map(LicenceTypeCode::value)
                                .sorted()
                                .toList())
                .append("from", day(mandate.from()))
                .append("to", mandate.to().map(MongoMandates::day).orElse(null))
                .append(ENDED_ON, mandate.endedOn().map(MongoMandates::day).orElse(null))
                .append("recordedAt", Date.from(mandate.recordedAt()));
    }

    /** The fields by which it is found, under the active key. */
    private Document found(Holder principal, Holder agent) {
        HolderIndex.Entry entry = index.entry(List.of(code(principal), code(agent)));
        List<String> numbers = entry.holders();
        // one and the same number of two kinds is there once
        return new Document(PRINCIPAL, numbers.get(0))
                .append(AGENT, numbers.get(numbers.size() - 1))
                .append(HOLDER_KEY, entry.key());
    }

    private CborMapReader personal(Document document) {
        return new CborMapReader(
                "mandate",
                Cbor.decode(envelope.open(
                        PURPOSE, document.getString(ID), MongoSealedField.read(document.get(SEALED, Document.class)))));
    }

    @Override
    public KeyRing.Kind kind() {
        return KeyRing.Kind.HOLDERS;
    }

    @Override
    public Mono<Long> replace(String id) {
        return mandates.parts(eq(HOLDER_KEY, id), SEALED)
                .publishOn(Schedulers.boundedElastic())
                .flatMap(document -> indexAnew(id, document), AT_ONCE)
                .count();
    }

    private Mono<Boolean> indexAnew(String id, Document document) {
        CborMapReader personal = personal(document);
        return mandates.updated(
                and(eq(ID, document.getString(ID)), eq(HOLDER_KEY, id)),
                new Document("$set", found(Holder.of(personal.get(1)), Holder.of(personal.get(2)))));
    }

    @Override
    public Mono<Long> count(String id) {
        return mandates.count(eq(HOLDER_KEY, id));
    }

    private Mandate read(Document document) {
        CborMapReader personal = personal(document);
        var mandate = new Mandate(
                document.getString(ID),
                UnifiedSocialCreditCode.parse(document.getString("department")),
                MandateKind.valueOf(document.getString("kind")),
                Holder.of(personal.get(1)),
                Holder.of(personal.get(2)),
                document.getList("acts", String.class).stream()
                        .map(Act::valueOf)
                        .collect(Collectors.toSet()),
                document.getList("types", String.class).stream()
                        .map(LicenceTypeCode::parse)
                        .collect(Collectors.toSet()),
                day(document, "from").orElseThrow(),
                day(document, "to"),
                personal.text(3),
                day(document, ENDED_ON),
                document.getDate("recordedAt").toInstant());
        personal.end();
        return mandate;
    }

    private static String code(Holder holder) {
        return holder.code().orElseThrow().value();
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    private static Optional<LocalDate> day(Document document, String field) {
        return Optional.ofNullable(document.getInteger(field)).map(LocalDate::ofEpochDay);
    }
}
