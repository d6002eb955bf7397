package org.zhaoku.gateway.catalogue;

import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import reactor.core.publisher.Mono;

/** Drafts of types: one for each, kept until it is published or thrown away. */
@Service
class TypeDrafts {
    private final MongoTypeDrafts drafts;
    private final TypeRepository types;
    private final Catalogue catalogue;

    TypeDrafts(MongoTypeDrafts drafts, TypeRepository types, Catalogue catalogue) {
        this.drafts = drafts;
        this.types = types;
        this.catalogue = catalogue;
    }

    /** Keeps the draft in place of an earlier one. It takes the version after the newest. */
    Mono<TypeDraft> save(TypeDraft draft) {
        return types.newest(draft.type().code())
                .map(newest -> newest.version() + 1)
                .defaultIfEmpty(1)
                .map(version -> new TypeDraft(draft.type().as(version), draft.issuers()))
                .flatMap(next -> drafts.save(next).thenReturn(next));
    }

    /** Fails with TYPE_DRAFT_UNKNOWN. */
    Mono<TypeDraft> find(LicenceTypeCode code) {
        return drafts.find(code).switchIfEmpty(Mono.error(unknown(code)));
    }

    Mono<Void> delete(LicenceTypeCode code) {
        return drafts.delete(code)
                .filter(deleted -> deleted)
                .switchIfEmpty(Mono.error(unknown(code)))
                .then();
    }

    /** The draft is kept until all is done, so that the same request completes what a crash left. */
    Mono<CatalogueEntry> publish(LicenceTypeCode code) {
        return find(code)
                .delayUntil(Definers::requirePublisher)
                .flatMap(catalogue::publish)
                .flatMap(entry -> drafts.delete(code).thenReturn(entry));
    }

    private static Supplier<ProblemException> unknown(LicenceTypeCode code) {
        return () -> ProblemCode.TYPE_DRAFT_UNKNOWN.because(
                "There is no draft of " + code.value() + "; put one at /api/v1/types/{code}/draft.");
    }
}
