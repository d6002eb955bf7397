package org.zhaoku.gateway.catalogue;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.gateway.store.Index;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Types in the collection {@code types}, one document for each version; its id is {@code <code>/<version>}. {@code fields} is an
 * array of documents whose fields are named as in {@link FieldDefinition}.
 */
@Repository
public final class MongoTypeRepository implements TypeRepository {
    private static final String CODE = "code";
    private static final String VERSION = "version";
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
    public Mono<LicenceType> find(LicenceTypeCode code, int version) {
        return types.find(id(code, version)).map(MongoTypeRepository::read);
    }

    @Override
    public Flux<LicenceType> all() {
        return types.find(Filters.empty(), NEWEST_FIRST)
                .map(MongoTypeRepository::read)
                .distinctUntilChanged(LicenceType::code);
    }

    private static String id(LicenceTypeCode code, int version) {
        return code.value() + "/" + version;
    }

    private static Document write(LicenceType type) {
        return new Document("_id", id(type.code(), type.version()))
                .append(CODE, type.code().value())
                .append(VERSION, type.version())
                .append("name", type.name())
                .append("personalNumber", type.personalNumber())
                .append(
                        "fields",
                        type.fields().stream().map(MongoTypeRepository::write).toList());
    }

    private static Document write(FieldDefinition field) {
        return new Document("name", field.name())
                .append("title", field.title())
                .append("kind", field.kind().name())
                .append("required", field.required())
                .append("face", field.face())
                .append("masked", field.masked())
                .append("maxLength", field.maxLength());
    }

    private static LicenceType read(Document document) {
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
