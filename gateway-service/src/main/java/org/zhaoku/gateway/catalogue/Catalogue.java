package org.zhaoku.gateway.catalogue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.PublishType;
import org.zhaoku.gateway.ledger.LedgerChanges;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.trust.TypeDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Published licence types. A version never changes, so it is read once and kept. */
@Service
public class Catalogue {
    private static final int MAX_KEPT = 10_000;

    private final TypeRepository types;
    private final LedgerChanges changes;
    private final LedgerView view;
    private final Map<Version, LicenceType> kept = new ConcurrentHashMap<>();

    private record Version(LicenceTypeCode code, int version) {}

    public Catalogue(TypeRepository types, LedgerChanges changes, LedgerView view) {
        this.types = types;
        this.changes = changes;
        this.view = view;
    }

    /**
     * Puts the definition's digest on the ledger, stores the definition, then gives each department its right. Each step can be
     * done again: whoever got no answer sends the same request again.
     */
    Mono<CatalogueEntry> publish(TypeDraft publication) {
        LicenceType type = publication.type();
        return changes.caughtUp(view)
                .thenMany(Flux.fromIterable(publication.issuers()))
                .doOnNext(this::requireRegistered)
                .then(types.find(type.code(), type.version()))
                .filter(present -> !present.equals(type))
                .flatMap(other -> Mono.<Void>error(new TypeVersionTakenException(type)))
                .then(Mono.defer(() -> anchor(type)))
                .then(Mono.defer(() -> types.publish(type)))
                .thenMany(Flux.fromIterable(publication.issuers()))
                .concatMap(issuer -> changes.submit(new AuthoriseType(issuer, type.code()))
                        .then(changes.until(() -> may(issuer, type.code()))))
                .then(Mono.defer(() -> entry(type.code(), type.version())));
    }

    /** Nothing is submitted if the ledger has it, from another region perhaps: then it is taken over as it is. */
    private Mono<Void> anchor(LicenceType type) {
        TypeDefinition definition = TypeDefinitions.published(type);
        Optional<TypeDefinition> there = view.type(type.code(), type.version());
        if (there.isPresent()) {
            return there.get().equals(definition)
                    ? Mono.empty()
                    : Mono.error(() -> new TypeVersionTakenException(type));
        }
        return changes.submit(new PublishType(definition.encode()))
                .then(changes.until(() -> view.type(type.code(), type.version()).isPresent()));
    }

    private void requireRegistered(UnifiedSocialCreditCode issuer) {
        if (view.authority(issuer).isEmpty()) {
            throw ProblemCode.DEPARTMENT_UNKNOWN.because(
                    "The department " + issuer.value() + " is not on the ledger; register it at /api/v1/authorities.");
        }
    }

    private boolean may(UnifiedSocialCreditCode issuer, LicenceTypeCode type) {
        return view.authority(issuer)
                .filter(authority -> authority.types().contains(type))
                .isPresent();
    }

    /** The version to issue under: the newest that is not retired. Fails with TYPE_UNKNOWN or TYPE_RETIRED. */
    public Mono<LicenceType> newest(LicenceTypeCode code) {
        return types.issuing(code)
                .flatMap(version -> find(code, version))
                .switchIfEmpty(Mono.defer(() -> types.newest(code)
                        .<LicenceType>flatMap(retired -> Mono.error(ProblemCode.TYPE_RETIRED.because("Every version of "
                                + code.value() + " is retired, so nothing is issued under it; publish a new one at"
                                + " /api/v1/types.")))
                        .switchIfEmpty(Mono.error(() -> unknown(code)))));
    }

    private static ProblemException unknown(LicenceTypeCode code) {
        return ProblemCode.TYPE_UNKNOWN.because(
                "No licence type " + code.value() + " is published; /api/v1/types lists all, and publishes new ones.");
    }

    /** A published version, retired or not; empty if there is none. */
    public Mono<LicenceType> find(LicenceTypeCode code, int version) {
        var key = new Version(code, version);
        return Mono.justOrEmpty(kept.get(key))
                .switchIfEmpty(Mono.defer(() -> types.find(code, version)).doOnNext(type -> {
                    if (kept.size() < MAX_KEPT) {
                        kept.put(key, type);
                    }
                }));
    }

    /** Fails with TYPE_RETIRED if this version issues no more. */
    public Mono<Void> requireIssuing(LicenceTypeCode code, int version) {
        return entry(code, version)
                .filter(entry -> entry.retirement().isPresent())
                .flatMap(retired -> Mono.error(ProblemCode.TYPE_RETIRED.because("Version " + version + " of "
                        + code.value() + " is retired, so nothing is issued under it; refuse the request, and have it"
                        + " made anew under the version of now.")));
    }

    /** A published version; fails with TYPE_UNKNOWN. */
    Mono<CatalogueEntry> entry(LicenceTypeCode code, int version) {
        return types.versions(code)
                .filter(entry -> entry.type().version() == version)
                .next()
                .switchIfEmpty(Mono.error(() -> ProblemCode.TYPE_UNKNOWN.because("No version " + version + " of "
                        + code.value() + " is published; /api/v1/types/{code}/versions lists all.")));
    }

    /** All versions, the newest first; fails with TYPE_UNKNOWN if there is none. */
    Flux<CatalogueEntry> versions(LicenceTypeCode code) {
        return types.versions(code).switchIfEmpty(Flux.error(() -> unknown(code)));
    }

    /** The newest version of each type. */
    Flux<CatalogueEntry> all() {
        return types.entries();
    }

    /** Retires one version; fails with TYPE_UNKNOWN. One that is retired stays as it was. */
    Mono<CatalogueEntry> retire(LicenceTypeCode code, int version, Retirement retirement) {
        return entry(code, version)
                .then(Mono.defer(() -> types.retire(code, version, retirement)))
                .then(Mono.defer(() -> entry(code, version)));
    }

    /** Retires all versions; fails with TYPE_UNKNOWN if there is none. */
    Flux<CatalogueEntry> retire(LicenceTypeCode code, Retirement retirement) {
        return versions(code)
                .concatMap(entry -> types.retire(code, entry.type().version(), retirement))
                .thenMany(Flux.defer(() -> versions(code)));
    }
}
