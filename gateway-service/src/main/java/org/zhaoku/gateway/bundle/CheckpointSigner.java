package org.zhaoku.gateway.bundle;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.keys.Signer;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerAlarms;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import reactor.core.publisher.Mono;

/**
 * Signs checkpoints in the region's name, and only those that continue what the region signed before, by whichever of its gateways.
 * First the checkpoint is kept, once for its size; then everything that is kept and was not looked at yet must be a beginning, or
 * a continuation, of this gateway's own log. Of two gateways that read different ledgers each keeps before it looks, so at least one
 * of them sees the other's and does not sign.
 */
@Component
class CheckpointSigner {
    /** Each was held against those before it when it was signed, so the latest few speak for all. */
    private static final int LATEST = 64;

    private final LedgerView view;
    private final Ledger ledger;
    private final CheckpointRepository kept;
    private final Signer signer;
    private final WorkPools pools;
    private final LedgerAlarms alarms;
    private final AtomicLong verified = new AtomicLong();

    /** This region does not sign it. */
    static final class NotSignedException extends RuntimeException {
        NotSignedException(String message) {
            super(message);
        }
    }

    CheckpointSigner(
            LedgerView view,
            Ledger ledger,
            CheckpointRepository kept,
            Signer signer,
            WorkPools pools,
            LedgerAlarms alarms) {
        this.view = view;
        this.ledger = ledger;
        this.kept = kept;
        this.signer = signer;
        this.pools = pools;
        this.alarms = alarms;
    }

    /**
     * Signs a checkpoint of this gateway's own log.
     *
     * @return fails with {@link NotSignedException} if it contradicts what was signed, or that is beyond what was read here
     */
    Mono<SignedCheckpoint> sign(Checkpoint checkpoint) {
        var own = new KeptCheckpoint(checkpoint.size(), checkpoint.root(), checkpoint.position());
        return Mono.fromRunnable(() -> check(own))
                .then(checkKept())
                .then(kept.keep(ledger.network(), own))
                .doOnNext(this::check)
                .then(checkKept())
                .then(pools.crypto(() -> SignedCheckpoint.sign(checkpoint, signer.checkpoint())));
    }

    private Mono<Void> checkKept() {
        return kept.above(ledger.network(), verified.get(), LATEST)
                .doOnNext(this::check)
                .reduce(0L, (most, each) -> Math.max(most, each.size()))
                .doOnNext(most -> verified.accumulateAndGet(most, Math::max))
                .then();
    }

    /** The log that this gateway has read has to have the checkpoint's root and position at its size. */
    private void check(KeptCheckpoint checkpoint) {
        long size = checkpoint.size();
        if (size > view.size()) {
            throw new NotSignedException("the region has signed a checkpoint of " + size
                    + " records, and this gateway has read " + view.size() + "; it signs when it has read as many");
        }
        // the log only grows, so with this root it continues the checkpoint; the proof of that is served by
        // CheckpointController
        if (!checkpoint.equals(new KeptCheckpoint(size, view.root(size), view.position(size)))) {
            alarms.raise(
                    "CHECKPOINT_INCONSISTENT",
                    Optional.of(checkpoint.position()),
                    ledger.region(),
                    "expected the root of " + size + " records that this region signed before, got another from the"
                            + " ledger; nothing is signed");
            throw new NotSignedException("this gateway's ledger has another root at " + size
                    + " records than the region signed before; look at /api/v1/ledger/alarms");
        }
    }
}
