package org.zhaoku.gateway.catalogue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.gateway.ledger.LedgerChanges;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
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

    /** Stores the type, then gives each department its right on the ledger. Each step can be done again. */
    Mono<LicenceType> publish(TypeRules.Publication publication) {
        LicenceType type = publication.type();
        return changes.caughtUp(view)
                .thenMany(Flux.fromIterable(publication.issuers()))
                .doOnNext(this::requireRegistered)
                .then(types.publish(type))
                .thenMany(Flux.fromIterable(publication.issuers()))
                .concatMap(issuer -> changes.submit(new AuthoriseType(issuer, type.code()))
                        .then(changes.until(() -> may(issuer, type.code()))))
                .then(Mono.just(type));
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

    /** The newest version; fails with TYPE_UNKNOWN. */
    public Mono<LicenceType> newest(LicenceTypeCode code) {
        return types.newest(code)
                .switchIfEmpty(Mono.error(() -> ProblemCode.TYPE_UNKNOWN.because("No licence type " + code.value()
                        + " is published; /api/v1/types lists all, and publishes new ones.")));
    }

    /** A published version; empty if there is none. */
    public Mono<LicenceType> find(LicenceTypeCode code, int version) {
        var key = new Version(code, version);
        return Mono.justOrEmpty(kept.get(key))
                .switchIfEmpty(Mono.defer(() -> types.find(code, version)).doOnNext(type -> {
                    if (kept.size() < MAX_KEPT) {
                        kept.put(key, type);
                    }
                }));
    }

    Flux<LicenceType> all() {
        return types.all();
    }
}
