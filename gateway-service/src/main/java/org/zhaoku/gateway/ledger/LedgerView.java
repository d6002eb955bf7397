package org.zhaoku.gateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.gateway.keys.Signer;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.CosignedCheckpoint;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustAnchors.Cosigner;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustedAuthority;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * What this region knows of the ledger: it reads the blocks in order from the first, verifies each record again, and keeps
 * what gateway and trust bundle are made of. Read anew at each start.
 */
public final class LedgerView implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerView.class);
    private static final Duration BUNDLE_FRESH = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Signer signer;
    private final Clock clock;
    private final Duration bundleLifetime;
    // not newSingle: its threads must not block, and reading a block may
    private final Scheduler thread = Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "ledger-reader", 60, true);
    private final LedgerRecords records;
    private final Sinks.Many<AnchoredBatch> anchored = Sinks.many().replay().all();
    private final Sinks.One<Boolean> caughtUp = Sinks.one();
    private final AtomicLong next = new AtomicLong();
    private final AtomicReference<@Nullable Signed> signed = new AtomicReference<>();
    private final Disposable subscription;

    private record Signed(TrustBundle bundle, Bytes encoded) {}

    /** @param bundleLifetime how long a trust bundle may be used after it was made */
    public LedgerView(Ledger ledger, Signer signer, Clock clock, Duration bundleLifetime) {
        this.ledger = ledger;
        this.signer = signer;
        this.clock = clock;
        this.bundleLifetime = bundleLifetime;
        this.records = new LedgerRecords(ledger.network());
        this.subscription = ledger.height()
                .flatMapMany(height -> {
                    if (next.get() >= height) {
                        caughtUp.tryEmitValue(true);
                    }
                    return ledger.blocks(next.get()).publishOn(thread).doOnNext(block -> take(block, height));
                })
                .doOnError(e -> LOG.warn("reading the ledger stopped at block {}: {}", next.get(), e.getMessage()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5)))
                .subscribe();
    }

    private void take(LedgerBlock block, long heightAtStart) {
        for (LedgerBlock.Entry record : block.entries()) {
            try {
                records.apply(record).ifPresent(batch -> anchored.emitNext(batch, Sinks.EmitFailureHandler.FAIL_FAST));
            } catch (IllegalArgumentException e) {
                // no honest peer endorses such a record: it is ignored, and someone must look
                LOG.error("ALARM record at {} is not valid and is ignored: {}", record.position(), e.getMessage());
            }
        }
        next.set(block.number() + 1);
        if (next.get() >= heightAtStart) {
            caughtUp.tryEmitValue(true);
        }
    }

    /** Every batch on the ledger, in order from the first, and then those to come. */
    public Flux<AnchoredBatch> anchored() {
        return anchored.asFlux();
    }

    /** Completes when all that was on the ledger at start has been read. */
    public Mono<Void> caughtUp() {
        return caughtUp.asMono().then();
    }

    /** The department as the ledger has it. */
    public Optional<TrustedAuthority> authority(UnifiedSocialCreditCode code) {
        return records.authority(code);
    }

    /** All departments, in the order of their codes. */
    public List<TrustedAuthority> authorities() {
        return records.authorities();
    }

    /**
     * The trust bundle of what was read so far. Signs when something is new: not for an event loop.
     *
     * @throws org.zhaoku.gateway.web.ProblemException LEDGER_UNAVAILABLE if nothing is on the ledger
     */
    public TrustBundle bundle() {
        return current().bundle();
    }

    /** The bundle as this region signed it. Signs when something is new: not for an event loop. */
    public Bytes signedBundle() {
        return current().encoded();
    }

    private Signed current() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Signed last = signed.get();
        if (last != null
                && last.bundle().checkpoint().size() == records.size()
                && now.isBefore(last.bundle().issuedAt().plus(BUNDLE_FRESH))) {
            return last;
        }
        if (records.size() == 0) {
            throw ProblemCode.LEDGER_UNAVAILABLE.because(
                    "Nothing is on the ledger yet, so there is nothing to verify against; register a department first.");
        }
        LedgerRecords.Unsigned made = records.bundle(!ledger.shared(), now, now.plus(bundleLifetime));
        SigningKey key = signer.region();
        var cosigned = CosignedCheckpoint.of(List.of(SignedCheckpoint.sign(made.checkpoint(), key)));
        Bytes file = made.draft().file(cosigned);
        var anchors = new TrustAnchors(
                ledger.network(),
                Map.of(
                        key.kid(),
                        new Cosigner(ledger.region(), key.certificate().publicKey())),
                1);
        // nothing older can come in here: each is made of all that was read
        var fresh = new Signed(TrustBundle.open(file, anchors, CheckpointStore.inMemory()), file);
        signed.set(fresh);
        return fresh;
    }

    @Override
    public void close() {
        subscription.dispose();
        thread.dispose();
    }
}
