package org.zhaoku.gateway.verify;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerNote;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.StoredStatement;
import org.zhaoku.gateway.licence.Successors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.VerifiedLicence;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.qr.QrImageException;
import org.zhaoku.verifier.qr.QrImages;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.trust.TrustBundle;
import reactor.core.publisher.Mono;

/** Verifies codes against the gateway's own trust bundle, as the SDK does offline. */
@Service
class VerificationService {
    /** How long the database may take to tell the titles of fields; a verdict does not wait longer for them. */
    private static final Duration TITLES_WITHIN = Duration.ofMillis(500);

    private static final String SUPERSEDED = "LIC-603";

    private final LedgerView view;
    private final Catalogue catalogue;
    private final Successors successors;
    private final WorkPools pools;
    private final Clock clock;
    private final LedgerNote note;
    private final AtomicReference<@Nullable Verifier> last = new AtomicReference<>();

    private record Verifier(TrustBundle bundle, LicenceVerifier verifier) {}

    private record Verified(Verdict verdict, TrustBundle bundle) {}

    VerificationService(
            LedgerView view, Ledger ledger, Catalogue catalogue, Successors successors, WorkPools pools, Clock clock) {
        this.view = view;
        this.successors = successors;
        this.catalogue = catalogue;
        this.pools = pools;
        this.clock = clock;
        this.note = LedgerNote.of(ledger);
    }

    Mono<VerdictView> verify(String text) {
        return pools.crypto(() -> {
                    Verifier current = verifier();
                    return new Verified(current.verifier().verify(text, clock.instant()), current.bundle());
                })
                .flatMap(verified -> Mono.zip(type(verified.verdict()), successor(verified, text))
                        .map(found -> VerdictView.of(
                                verified.verdict(), found.getT1(), found.getT2(), note, verified.bundle())));
    }

    /** Identifier of what took the licence's place, if this region has it. Its holder shows no more by it: only the version differs. */
    private Mono<Optional<String>> successor(Verified verified, String text) {
        if (verified.verdict().checks().stream().noneMatch(check -> check.code().equals(SUPERSEDED))) {
            return Mono.just(Optional.empty());
        }
        return pools.crypto(() -> identifier(text, verified.bundle()))
                .flatMap(Mono::justOrEmpty)
                .flatMap(successors::after)
                .map(StoredStatement::identifier)
                .timeout(TITLES_WITHIN)
                .onErrorComplete()
                .singleOptional();
    }

    private static Optional<LicenceIdentifier> identifier(String text, TrustBundle bundle) {
        SignedStatement signed = LicenceCode.parse(text).statement();
        return bundle.key(signed.kid())
                .flatMap(key -> signed.open(bundle.network(), key.publicKey()))
                .map(Statement::identifier);
    }

    Mono<VerdictView> verify(byte[] image) {
        return pools.image(() -> read(image)).flatMap(this::verify);
    }

    private static String read(byte[] image) {
        try {
            return QrImages.read(image)
                    .orElseThrow(() -> ProblemCode.IMAGE_UNREADABLE.because(
                            "No QR code was found in the image; take it from nearer, straight and sharp, the whole code in"
                                    + " it."));
        } catch (QrImageException e) {
            throw ProblemCode.IMAGE_UNREADABLE.because(
                    "Expected a PNG or JPEG image of a usual size; take the picture again.");
        }
    }

    // keeps the verifier with its decoded keys as long as the bundle is the same
    private Verifier verifier() {
        TrustBundle bundle = view.bundle();
        Verifier known = last.get();
        if (known != null && known.bundle() == bundle) {
            return known;
        }
        var fresh = new Verifier(bundle, new LicenceVerifier(bundle));
        last.set(fresh);
        return fresh;
    }

    private Mono<Optional<LicenceType>> type(Verdict verdict) {
        Optional<VerifiedLicence> valid =
                verdict.fold(Optional::of, reasons -> Optional.empty(), reasons -> Optional.empty());
        return Mono.justOrEmpty(valid)
                .flatMap(licence -> catalogue.find(
                        licence.statement().identifier().type(),
                        licence.statement().typeVersion()))
                .timeout(TITLES_WITHIN)
                .map(Optional::of)
                .onErrorResume(error -> Mono.just(Optional.empty()))
                .defaultIfEmpty(Optional.empty());
    }
}
