package org.zhaoku.gateway.authority;

import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.RetireKey;
import org.zhaoku.chaincode.registry.RegisteredKey;
import org.zhaoku.gateway.issue.BatchRepository;
import org.zhaoku.gateway.keys.Signer;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerChanges;
import org.zhaoku.gateway.ledger.LedgerKey;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.trust.TrustedAuthority;
import reactor.core.publisher.Mono;

/** The life of a department's keys: made and registered, retired or distrusted. Each step can be done again. */
@Service
class KeyService {
    private final Ledger ledger;
    private final LedgerChanges changes;
    private final LedgerView view;
    private final Signer signer;
    private final DepartmentKeys keys;
    private final BatchRepository batches;
    private final WorkPools pools;

    KeyService(
            Ledger ledger,
            LedgerChanges changes,
            LedgerView view,
            Signer signer,
            DepartmentKeys keys,
            BatchRepository batches,
            WorkPools pools) {
        this.ledger = ledger;
        this.changes = changes;
        this.view = view;
        this.signer = signer;
        this.keys = keys;
        this.batches = batches;
        this.pools = pools;
    }

    /** The department, which must be one of this region. */
    Mono<TrustedAuthority> own(UnifiedSocialCreditCode code) {
        return changes.caughtUp(view)
                .then(Mono.fromCallable(() -> view.authority(code)
                        .filter(authority -> authority.region().equals(ledger.region()))
                        .orElseThrow(() -> ProblemCode.DEPARTMENT_UNKNOWN.because("The department " + code.value()
                                + " is not registered by this region; register it at /api/v1/authorities."))));
    }

    /** Makes a further key, with which the department signs from now on. One that a fault left unregistered comes first. */
    Mono<KeyView> add(UnifiedSocialCreditCode code) {
        return own(code)
                .flatMap(authority -> pools.crypto(
                        () -> unregistered(code).orElseGet(() -> signer.addDepartmentKey(code, authority.name()))))
                .flatMap(key -> record(code, key).then(show(code, key.kid())));
    }

    /** Registers a key that the department holds elsewhere; the same again is no error. */
    Mono<KeyView> add(AddKey request) {
        return own(request.department())
                .then(changes.submit(request))
                .then(changes.until(() ->
                        find(request.department(), request.certificate().kid()).isPresent()))
                .then(show(request.department(), request.certificate().kid()));
    }

    Optional<SigningKey> unregistered(UnifiedSocialCreditCode code) {
        return keys.unregistered(code);
    }

    /** Proves that the key is held here and records it; completes when the reader has seen it. */
    Mono<Void> record(UnifiedSocialCreditCode code, SigningKey key) {
        return pools.crypto(() -> AddKey.prove(ledger.network(), code, key.certificate(), key))
                .flatMap(changes::submit)
                .then(changes.until(() -> find(code, key.kid()).isPresent()));
    }

    /** Ends a key: it signs nothing more, and what it signed stays. */
    Mono<KeyView> retire(UnifiedSocialCreditCode code, KeyId kid) {
        return own(code)
                .then(known(code, kid))
                .filter(key -> key.state() == RegisteredKey.State.ACTIVE)
                .flatMap(active -> requireUnused(kid).thenReturn(active))
                .flatMap(active -> end(
                        new RetireKey(code, kid),
                        code,
                        kid,
                        key -> key.retiredFrom().isPresent()))
                .then(show(code, kid));
    }

    /** A stored batch of a key that is no more could never be anchored. */
    private Mono<Void> requireUnused(KeyId kid) {
        return batches.open()
                .filter(batch -> batch.batch().header().kid().equals(kid))
                .count()
                .flatMap(open -> open == 0
                        ? Mono.empty()
                        : Mono.error(ProblemCode.KEY_IN_USE.because("Key " + kid + " signed " + open
                                + " batch(es) that wait for the ledger. Add a new key first if there is none, and"
                                + " retire this one again when they are anchored.")));
    }

    /** Ends a key that others may hold: what it anchored from this position on does not count. */
    Mono<KeyView> distrust(UnifiedSocialCreditCode code, KeyId kid, Position from) {
        return own(code)
                .then(known(code, kid))
                .flatMap(known -> end(
                        new DistrustKey(code, kid, from),
                        code,
                        kid,
                        key -> key.distrustedFrom().stream().anyMatch(position -> position.compareTo(from) <= 0)))
                .then(show(code, kid));
    }

    private Mono<Void> end(Command command, UnifiedSocialCreditCode code, KeyId kid, Predicate<LedgerKey> ended) {
        return changes.submit(command)
                .then(changes.until(() -> find(code, kid).filter(ended).isPresent()));
    }

    private Mono<LedgerKey> known(UnifiedSocialCreditCode code, KeyId kid) {
        return Mono.fromCallable(() -> find(code, kid)
                .orElseThrow(() -> ProblemCode.KEY_UNKNOWN.because("The department " + code.value()
                        + " has no such key; /api/v1/authorities lists the keys of each.")));
    }

    private Mono<KeyView> show(UnifiedSocialCreditCode code, KeyId kid) {
        return known(code, kid).map(KeyView::of);
    }

    private Optional<LedgerKey> find(UnifiedSocialCreditCode code, KeyId kid) {
        return view.keys(code).stream().filter(key -> key.kid().equals(kid)).findFirst();
    }
}
