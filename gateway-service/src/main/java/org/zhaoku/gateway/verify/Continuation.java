package org.zhaoku.gateway.verify;

import java.util.Optional;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.gateway.licence.StoredStatement;
import org.zhaoku.gateway.licence.Successors;
import org.zhaoku.gateway.licence.TakeOvers;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.status.StatusChange.Predecessor;
import org.zhaoku.verifier.trust.TrustBundle;
import reactor.core.publisher.Mono;

/**
 * What goes on with a licence that is not in force any more.
 *
 * @param replacedBy identifier of what took its place, if this region has it. Its holder shows no more by it
 * @param transferredTo who may take it over, or has done so
 */
record Continuation(Optional<String> replacedBy, Optional<VerdictView.TransferView> transferredTo) {
    static final Continuation NONE = new Continuation(Optional.empty(), Optional.empty());

    private static final String ENDED = "LIC-601";
    private static final String SUPERSEDED = "LIC-603";

    /** A licence as its code names it. */
    private record Named(LicenceIdentifier identifier, Bytes digest) {
        static Optional<Named> of(String text, TrustBundle bundle) {
            SignedStatement signed = LicenceCode.parse(text).statement();
            return bundle.key(signed.kid())
                    .flatMap(key -> signed.open(bundle.network(), key.publicKey()))
                    .map(Statement::identifier)
                    .map(identifier -> new Named(identifier, signed.digest()));
        }
    }

    /** Whether there may be one after this verdict. */
    static boolean mayFollow(Verdict verdict) {
        return has(verdict, ENDED) || has(verdict, SUPERSEDED);
    }

    private static boolean has(Verdict verdict, String code) {
        return verdict.checks().stream().anyMatch(check -> check.code().equals(code));
    }

    /** Of the licence with this code, which {@code bundle} can verify. */
    static Mono<Continuation> of(
            Verdict verdict,
            String text,
            TrustBundle bundle,
            LedgerView view,
            Successors successors,
            TakeOvers takeOvers) {
        Optional<Named> named = Named.of(text, bundle);
        if (named.isEmpty()) {
            return Mono.just(NONE);
        }
        return has(verdict, SUPERSEDED)
                ? successors
                        .after(named.get().identifier())
                        .map(StoredStatement::identifier)
                        .singleOptional()
                        .map(next -> new Continuation(next, Optional.empty()))
                : transferred(named.get(), view, takeOvers);
    }

    private static Mono<Continuation> transferred(Named named, LedgerView view, TakeOvers takeOvers) {
        LicenceStanding standing = view.standing(named.identifier().issuer(), named.digest());
        Optional<VerdictView.TransferView> transfer = standing.target()
                .map(target -> new VerdictView.TransferView(
                        target.region(),
                        target.department().value(),
                        view.authority(target.department())
                                .map(authority -> authority.name())
                                .orElse(null),
                        standing.takenBy().isPresent()));
        return Mono.justOrEmpty(standing.takenBy())
                .flatMap(taker ->
                        takeOvers.of(new Predecessor(named.identifier().issuer(), named.digest()), taker.statement()))
                .map(StoredStatement::identifier)
                .singleOptional()
                .map(next -> new Continuation(next, transfer));
    }
}
