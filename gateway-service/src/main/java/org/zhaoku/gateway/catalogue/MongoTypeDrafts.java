package org.zhaoku.gateway.catalogue;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Mono;

/**
 * Drafts in the collection {@code typeDrafts}, one for each type: {@code _id} is the code, {@code definition} as in {@code types},
 * {@code issuers} the departments' codes.
 */
@Repository
class MongoTypeDrafts {
    private static final String ID = "_id";
    private static final String DEFINITION = "definition";
    private static final String ISSUERS = "issuers";

    private final Documents drafts;

    MongoTypeDrafts(Database database) {
        this.drafts = database.documents("typeDrafts");
    }

    /** Stores the draft in place of an earlier one. */
    Mono<Void> save(TypeDraft draft) {
        var definition = new Binary(TypeDefinitions.encode(draft.type()).toArray());
        var issuers = draft.issuers().stream()
                .map(UnifiedSocialCreditCode::value)
                .sorted()
                .toList();
        String id = draft.type().code().value();
        return drafts.insert(new Document(ID, id).append(DEFINITION, definition).append(ISSUERS, issuers))
                .onErrorResume(
                        DuplicateKeyException.class,
                        taken ->
                                drafts.update(eq(ID, id), combine(set(DEFINITION, definition), set(ISSUERS, issuers))));
    }

    Mono<TypeDraft> find(LicenceTypeCode code) {
        return drafts.find(code.value())
                .map(document -> new TypeDraft(
                        TypeDefinitions.decode(
                                Bytes.of(document.get(DEFINITION, Binary.class).getData())),
                        document.getList(ISSUERS, String.class).stream()
                                .map(UnifiedSocialCreditCode::parse)
                                .collect(Collectors.toSet())));
    }

    /** Whether there was one. */
    Mono<Boolean> delete(LicenceTypeCode code) {
        return drafts.delete(eq(ID, code.value()));
    }
}
