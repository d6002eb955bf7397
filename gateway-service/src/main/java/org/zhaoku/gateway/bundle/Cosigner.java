package org.zhaoku.gateway.bundle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.gateway.bundle.CosignAnswer.Outcome;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerAlarms;
import org.zhaoku.gateway.ledger.LedgerSnapshot;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.trust.BundleDraft;
import org.zhaoku.verifier.trust.BundleManifest;
import org.zhaoku.verifier.trust.PartEntry;
import reactor.core.publisher.Mono;

/**
 * Signs what other regions publish, if this region's own ledger says the same: it makes every part anew and compares. Only regions of
 * the directory are answered with work; the cost of one answer is a draft, which costs what changed since the last one.
 */
@Component
class Cosigner {
    /** The longest life of a bundle that is signed, whoever made it. */
    static final Duration LONGEST = Duration.ofDays(31);

    private static final Duration CATCH_UP = Duration.ofSeconds(2);
    private static final int MAX_AT_ONCE = 32;

    private final LedgerView view;
    private final Ledger ledger;
    private final CheckpointSigner signer;
    private final SplitViews splitViews;
    private final LedgerAlarms alarms;
    private final BundleDrafts drafts;
    private final WorkPools pools;
    private final Clock clock;
    private final Duration clockBound;
    private final AtomicInteger running = new AtomicInteger();

    private record Asker(String region, CosignRequest request) {
        private Checkpoint checkpoint() {
            return request.message().checkpoint();
        }
    }

    Cosigner(
            LedgerView view,
            Ledger ledger,
            CheckpointSigner signer,
            SplitViews splitViews,
            LedgerAlarms alarms,
            BundleDrafts drafts,
            WorkPools pools,
            Clock clock,
            BundleProperties properties) {
        this.view = view;
        this.ledger = ledger;
        this.signer = signer;
        this.splitViews = splitViews;
        this.alarms = alarms;
        this.drafts = drafts;
        this.pools = pools;
        this.clock = clock;
        this.clockBound = properties.clockBound();
    }

    /** Fails with COSIGNER_BUSY if too many ask at once. */
    Mono<CosignAnswer> answer(CosignRequest request) {
        return Mono.defer(() -> {
            if (running.incrementAndGet() > MAX_AT_ONCE) {
                running.decrementAndGet();
                return Mono.error(ProblemCode.COSIGNER_BUSY.because("Ask again in a few seconds."));
            }
            return checked(request).doFinally(end -> running.decrementAndGet());
        });
    }

    private Mono<CosignAnswer> checked(CosignRequest request) {
        return pools.crypto(() -> asker(request))
                .flatMap(known -> known.isEmpty()
                        ? Mono.just(answer(Outcome.ASKER_UNKNOWN))
                        : isInTime(request) ? read(known.orElseThrow()) : Mono.just(answer(Outcome.TIME_OUT_OF_BOUNDS)))
                .onErrorResume(CheckpointSigner.NotSignedException.class, e -> Mono.just(answer(Outcome.NOT_SIGNED)));
    }

    private CosignAnswer answer(Outcome outcome) {
        return CosignAnswer.of(outcome, view.size());
    }

    /** The region whose checkpoint key signed the request. */
    private Optional<Asker> asker(CosignRequest request) {
        SignedCheckpoint message = request.message();
        for (Map.Entry<String, PutRegion> entry : view.regions().entrySet()) {
            var key = entry.getValue().checkpointKey();
            if (key.kid().equals(message.kid())
                    && message.verifies(ledger.network(), key.certificate().publicKey())) {
                return Optional.of(new Asker(entry.getKey(), request));
            }
        }
        return Optional.empty();
    }

    private boolean isInTime(CosignRequest request) {
        Instant time = request.message().checkpoint().time();
        Instant expiry = BundleManifest.decode(request.manifest()).expiresAt();
        return Duration.between(time, clock.instant()).abs().compareTo(clockBound) <= 0
                && expiry.isAfter(time)
                && !expiry.isAfter(time.plus(LONGEST));
    }

    private Mono<CosignAnswer> read(Asker asker) {
        return view.reached(asker.checkpoint().size())
                .timeout(CATCH_UP)
                .then(Mono.defer(() -> compare(asker)))
                .onErrorResume(TimeoutException.class, e -> Mono.just(answer(Outcome.BEHIND)));
    }

    private Mono<CosignAnswer> compare(Asker asker) {
        Checkpoint theirs = asker.checkpoint();
        long size = theirs.size();
        if (!view.root(size).equals(theirs.root())) {
            return rootDiffers(asker);
        }
        Instant expiry = BundleManifest.decode(asker.request().manifest()).expiresAt();
        return drafts.at(size, expiry)
                .flatMap(own -> own.isEmpty()
                        ? Mono.just(CosignAnswer.of(Outcome.AHEAD, view.oldestSnapshot()))
                        : pools.crypto(() -> compared(asker, own.orElseThrow()))
                                .flatMap(compared -> sign(asker, compared)));
    }

    /** Both sign what they see, and the two signatures are the proof. */
    private Mono<CosignAnswer> rootDiffers(Asker asker) {
        long size = asker.checkpoint().size();
        Checkpoint own = new Checkpoint(
                ledger.network(),
                size,
                view.root(size),
                view.position(size),
                asker.checkpoint().time(),
                Optional.empty());
        return signer.sign(own)
                .flatMap(signed -> splitViews
                        .compare(signed, asker.request().message(), asker.region())
                        .thenReturn(answer(Outcome.ROOT_DIFFERS).with(signed)));
    }

    private Mono<CosignAnswer> sign(Asker asker, CosignAnswer compared) {
        return compared.outcome() == Outcome.SIGNED
                ? signer.sign(asker.checkpoint()).map(compared::with)
                : Mono.just(compared);
    }

    /** SIGNED, without a signature yet, if the own ledger says the same. */
    private CosignAnswer compared(Asker asker, LedgerSnapshot own) {
        Checkpoint theirs = asker.checkpoint();
        if (own.checkpoint(theirs.time()).equals(theirs)) {
            return answer(Outcome.SIGNED);
        }
        BundleManifest manifest = BundleManifest.decode(asker.request().manifest());
        Map<String, Bytes> parts = new TreeMap<>();
        List<String> wanted = new ArrayList<>();
        for (PartEntry entry : manifest.parts()) {
            Optional<Bytes> part = own.draft()
                            .manifest()
                            .part(entry.name())
                            .filter(mine -> mine.digest().equals(entry.digest()))
                            .isPresent()
                    ? Optional.ofNullable(own.draft().parts().get(entry.name()))
                    : Optional.ofNullable(asker.request().parts().get(entry.name()));
            part.ifPresentOrElse(content -> parts.put(entry.name(), content), () -> wanted.add(entry.name()));
        }
        if (!wanted.isEmpty() && wanted.stream().allMatch(name -> isList(name, own.draft()))) {
            return new CosignAnswer(Outcome.PARTS_WANTED, view.size(), Optional.empty(), wanted);
        }
        if (wanted.isEmpty() && saysTheSame(own, theirs, manifest, parts)) {
            return answer(Outcome.SIGNED);
        }
        alarms.raise(
                "BUNDLE_DIFFERS",
                Optional.of(theirs.position()),
                asker.region(),
                "it asked to sign a bundle of " + theirs.size() + " records that this region's ledger does not give");
        return answer(Outcome.PARTS_DIFFER);
    }

    private static boolean isList(String name, BundleDraft own) {
        return own.parts().containsKey(name)
                && (name.startsWith("status/") || name.startsWith("disputed/") || name.startsWith("bound/"));
    }

    private static boolean saysTheSame(
            LedgerSnapshot own, Checkpoint theirs, BundleManifest manifest, Map<String, Bytes> parts) {
        try {
            BundleDraft draft = BundleDraft.of(manifest.encoded(), parts);
            return own.draft().saysTheSameAs(draft)
                    && draft.checkpoint(own.size(), own.root(), own.position(), theirs.time())
                            .equals(theirs);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
