package org.zhaoku.gateway.authority;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.gateway.keys.Signer;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerChanges;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.trust.TrustedAuthority;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Registers departments of this region: first the name on the ledger, so that no key is made for a department that is
 * another region's, then the key, then its registration with the proof that it is held here. Each step can be done again.
 */
@Service
class AuthorityService {
    private final Ledger ledger;
    private final LedgerChanges changes;
    private final LedgerView view;
    private final Signer signer;
    private final WorkPools pools;

    AuthorityService(Ledger ledger, LedgerChanges changes, LedgerView view, Signer signer, WorkPools pools) {
        this.ledger = ledger;
        this.changes = changes;
        this.view = view;
        this.signer = signer;
        this.pools = pools;
    }

    Mono<AuthorityView> register(RegisterAuthority registration) {
        UnifiedSocialCreditCode code = registration.department();
        return changes.submit(registration)
                .then(pools.crypto(() -> addKey(signer.createDepartment(code, registration.name()), code)))
                .flatMap(add -> changes.submit(add).then(changes.until(() -> has(code, add.certificate()))))
                .then(Mono.fromCallable(() -> view.authority(code)).flatMap(Mono::justOrEmpty))
                .map(AuthorityView::of);
    }

    private AddKey addKey(SigningKey key, UnifiedSocialCreditCode code) {
        return AddKey.prove(ledger.network(), code, key.certificate(), key);
    }

    private boolean has(UnifiedSocialCreditCode code, Sm2Certificate certificate) {
        Optional<TrustedAuthority> authority = view.authority(code);
        return authority.isPresent() && authority.get().usableKeys().contains(certificate.certifiedKey());
    }

    Flux<AuthorityView> all() {
        return Flux.fromIterable(view.authorities()).map(AuthorityView::of);
    }
}
