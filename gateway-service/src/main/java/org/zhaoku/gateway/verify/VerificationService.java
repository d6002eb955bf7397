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
import org.zhaoku.gateway.licence.Successors;
import org.zhaoku.gateway.licence.TakeOvers;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.VerifiedLicence;
import org.zhaoku.verifier.qr.QrImageException;
import org.zhaoku.verifier.qr.QrImages;
import org.zhaoku.verifier.trust.TrustBundle;
import reactor.core.publisher.Mono;

/** Verifies codes against the gateway's own trust bundle, as the SDK does offline. */
@Service
class VerificationService {
    /** How long the database may take to tell the titles of fields; a verdict does not wait longer for them. */
    private static final Duration TITLES_WITHIN = Duration.ofMillis(500);

    private final LedgerView view;
    private final Catalogue catalogue;
    private final Successors successors;
    private final TakeOvers takeOvers;
    private final WorkPools pools;
    private final Clock clock;
    private final LedgerNote note;
    private final AtomicReference<@Nullable Verifier> last = new AtomicReference<>();

    private record Verifier(TrustBundle bundle, LicenceVerifier verifier) {}

    private record Verified(Verdict verdict, TrustBundle bundle) {}

    VerificationService(
            LedgerView view,
            Ledger ledger,
            Catalogue catalogue,
            Successors successors,
            TakeOvers takeOvers,
            WorkPools pools,
            Clock clock) {
        this.view = view;
        this.successors = successors;
        this.takeOvers = takeOvers;
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
                .flatMap(verified -> Mono.zip(type(verified.verdict()), continuation(verified, text))
                        .map(found -> VerdictView.of(
                                verified.verdict(), found.getT1(), found.getT2(), note, verified.bundle())));
    }

    private Mono<Continuation> continuation(Verified verified, String text) {
        return Continuation.mayFollow(verified.verdict())
                ? pools.crypto(() -> Continuation.of(
                                verified.verdict(), text, verified.bundle(), view, successors, takeOvers))
                        .flatMap(found -> found)
                        .timeout(TITLES_WITHIN)
                        .onErrorReturn(Continuation.NONE)
                : Mono.just(Continuation.NONE);
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
