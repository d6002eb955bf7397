package org.zhaoku.gateway.catalogue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.gateway.store.Index;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Types in the collection {@code types}, one document for each version.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code _id}</td><td>text</td><td>{@code <code>/<version>}</td></tr>
 * <tr><td>{@code code}, {@code version}</td><td>text, int</td><td></td></tr>
 * <tr><td>{@code definition}</td><td>binary</td><td>CBOR of {@link TypeDefinitions}: what the ledger has the digest of</td></tr>
 * <tr><td>{@code retired}</td><td>{at: date, by: text, reason: text}</td><td>absent or null while it issues</td></tr>
 * </table>
 */
@Repository
public final class MongoTypeRepository implements TypeRepository {
    private static final String ID = "_id";
    private static final String CODE = "code";
    private static final String VERSION = "version";
    private static final String DEFINITION = "definition";
    private static final String RETIRED = "retired";
    private static final Bson NEWEST_FIRST = Sorts.orderBy(Sorts.ascending(CODE), Sorts.descending(VERSION));

    private final Documents types;

    public MongoTypeRepository(Database database) {
        this.types = database.documents("types", Index.on(CODE, VERSION));
    }

    @Override
    public Mono<Void> publish(LicenceType type) {
        return types.insert(write(type))
                .onErrorResume(
                        DuplicateKeyException.class,
                        taken -> find(type.code(), type.version())
                                .filter(present -> !present.equals(type))
                                .flatMap(other -> Mono.error(new TypeVersionTakenException(type))));
    }

    @Override
    public Mono<LicenceType> newest(LicenceTypeCode code) {
        return types.find(eq(CODE, code.value()), NEWEST_FIRST).next().map(MongoTypeRepository::read);
    }

    @Override
    public Mono<Integer> issuing(LicenceTypeCode code) {
        return types.ids(and(eq(CODE, code.value()), eq(RETIRED, null)), NEWEST_FIRST, 1)
                .next()
                .map(id -> Integer.valueOf(id.substring(id.indexOf('/') + 1)));
    }

    @Override
    public Mono<LicenceType> find(LicenceTypeCode code, int version) {
        return types.find(id(code, version)).map(MongoTypeRepository::read);
    }

    @Override
    public Flux<LicenceType> all() {
        return entries().map(CatalogueEntry::type);
    }

    @Override
    public Flux<CatalogueEntry> versions(LicenceTypeCode code) {
        return types.find(eq(CODE, code.value()), NEWEST_FIRST).map(MongoTypeRepository::entry);
    }

    @Override
    public Flux<CatalogueEntry> entries() {
        return types.find(Filters.empty(), NEWEST_FIRST)
                .map(MongoTypeRepository::entry)
                .distinctUntilChanged(entry -> entry.type().code());
    }

    @Override
    public Mono<Void> retire(LicenceTypeCode code, int version, Retirement retirement) {
        return types.update(
                and(eq(ID, id(code, version)), eq(RETIRED, null)),
                set(
                        RETIRED,
                        new Document("at", Date.from(retirement.at()))
                                .append("by", retirement.by())
                                .append("reason", retirement.reason())));
    }

    private static String id(LicenceTypeCode code, int version) {
        return code.value() + "/" + version;
    }

    private static Document write(LicenceType type) {
        return new Document(ID, id(type.code(), type.version()))
                .append(CODE, type.code().value())
                .append(VERSION, type.version())
                .append(DEFINITION, new Binary(TypeDefinitions.encode(type).toArray()))
                .append(RETIRED, null);
    }

    private static CatalogueEntry entry(Document document) {
        return new CatalogueEntry(
                read(document),
                Optional.ofNullable(document.get(RETIRED, Document.class))
                        .map(end -> new Retirement(
                                end.getDate("at").toInstant(), end.getString("by"), end.getString("reason"))));
    }

    // before there were definitions a type was kept field by field, with nothing but these
    private static LicenceType read(Document document) {
        Binary definition = document.get(DEFINITION, Binary.class);
        if (definition != null) {
            return TypeDefinitions.decode(Bytes.of(definition.getData()));
        }
        return new LicenceType(
                LicenceTypeCode.parse(document.getString(CODE)),
                document.getInteger(VERSION),
                document.getString("name"),
                document.getBoolean("personalNumber"),
                document.getList("fields", Document.class).stream()
                        .map(MongoTypeRepository::readField)
                        .toList());
    }

    private static FieldDefinition readField(Document document) {
        return new FieldDefinition(
                document.getString("name"),
                document.getString("title"),
                FieldDefinition.Kind.valueOf(document.getString("kind")),
                document.getBoolean("required"),
                document.getBoolean("face"),
                document.getBoolean("masked"),
                document.getInteger("maxLength"));
    }
}
