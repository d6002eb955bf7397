package org.zhaoku.gateway.authority;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.command.RevokeType;
import org.zhaoku.gateway.keys.Signer;
import org.zhaoku.gateway.ledger.LedgerChanges;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.trust.TrustedAuthority;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Registers departments of this region: first the name on the ledger, so that no key is made for a department that is
 * another region's, then the key, then its registration with the proof that it is held here. Each step can be done again.
 */
@Service
class AuthorityService {
    private final LedgerChanges changes;
    private final LedgerView view;
    private final Signer signer;
    private final KeyService keys;
    private final WorkPools pools;

    AuthorityService(LedgerChanges changes, LedgerView view, Signer signer, KeyService keys, WorkPools pools) {
        this.changes = changes;
        this.view = view;
        this.signer = signer;
        this.keys = keys;
        this.pools = pools;
    }

    Mono<AuthorityView> register(RegisterAuthority registration) {
        UnifiedSocialCreditCode code = registration.department();
        return changes.caughtUp(view)
                .then(changes.submit(registration))
                .then(pools.crypto(() -> signer.department(code).isEmpty()
                        ? Optional.of(signer.createDepartment(code, registration.name()))
                        : keys.unregistered(code)))
                .flatMap(key -> key.map(made -> keys.record(code, made)).orElse(Mono.empty()))
                .then(changes.until(() -> view.authority(code).isPresent()))
                .then(one(code));
    }

    /** Takes the right to a type back; what was issued stays. One that is not there is no error. */
    Mono<AuthorityView> revoke(UnifiedSocialCreditCode code, LicenceTypeCode type) {
        return keys.own(code)
                .flatMap(authority -> changes.submit(new RevokeType(code, type)))
                .then(changes.until(() -> view.authority(code).stream()
                        .noneMatch(authority -> authority.types().contains(type))))
                .then(one(code));
    }

    private Mono<AuthorityView> one(UnifiedSocialCreditCode code) {
        return Mono.fromCallable(() -> view.authority(code))
                .flatMap(Mono::justOrEmpty)
                .map(this::show);
    }

    Flux<AuthorityView> all() {
        return Flux.fromIterable(view.authorities()).map(this::show);
    }

    private AuthorityView show(TrustedAuthority authority) {
        return AuthorityView.of(authority, view.keys(authority.code()));
    }
}
