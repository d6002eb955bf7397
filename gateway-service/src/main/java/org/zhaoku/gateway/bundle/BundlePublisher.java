package org.zhaoku.gateway.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerSnapshot;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.trust.CosignedCheckpoint;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes a bundle whenever there is something new or the last one is a minute old, if enough regions sign it. If not, the last
 * one stays until it expires, over a restart, too.
 */
@Component
class BundlePublisher implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(BundlePublisher.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofSeconds(20);
    /** After an attempt that failed nobody waits for another one so long. */
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Between the starts of two, however often a bundle is asked for. */
    private static final Duration AT_LEAST = Duration.ofMillis(200);

    private static final int ROUNDS = 3;
    /** Whatever hangs, whoever waits for a bundle is answered. */
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private static final Duration CATCH_UP = Duration.ofSeconds(2);
    /** So many older bundles can be led on by a delta, and have their files served. */
    private static final int KEPT = 16;

    private final LedgerView view;
    private final Ledger ledger;
    private final BundleDrafts drafts;
    private final CheckpointSigner signer;
    private final Cosignatures cosignatures;
    private final WorkPools pools;
    private final Clock clock;
    private final BundleProperties properties;
    private final Path file;
    private final Deque<PublishedBundle> published = new ConcurrentLinkedDeque<>();
    private final AtomicReference<@Nullable Mono<PublishedBundle>> running = new AtomicReference<>();
    private final Disposable ticks;
    private volatile Optional<Failure> failure = Optional.empty();

    /** Why there is no newer bundle. */
    record Failure(Instant at, String why, Map<String, String> regions) {}

    /** Too few regions signed. */
    static final class TooFewException extends RuntimeException {
        private final Map<String, String> regions;

        TooFewException(String message, Map<String, String> regions) {
            super(message);
            this.regions = regions;
        }
    }

    BundlePublisher(
            LedgerView view,
            Ledger ledger,
            BundleDrafts drafts,
            CheckpointSigner signer,
            Cosignatures cosignatures,
            WorkPools pools,
            Clock clock,
            DataDirectory directory,
            BundleProperties properties) {
        this.view = view;
        this.ledger = ledger;
        this.drafts = drafts;
        this.signer = signer;
        this.cosignatures = cosignatures;
        this.pools = pools;
        this.clock = clock;
        this.properties = properties;
        this.file = directory.directory("bundle").resolve("last");
        this.ticks = pools.crypto(this::restore)
                .then(view.caughtUp())
                .thenMany(Flux.interval(Duration.ZERO, TICK).onBackpressureDrop())
                .concatMap(tick -> view.size() == 0 || isFresh()
                        ? Mono.empty()
                        : refresh().then().onErrorComplete())
                .subscribe();
    }

    /** From how many regions signatures are asked. */
    int cosigners() {
        return properties
                .cosigners()
                .orElseGet(() -> ledger.shared() && view.regions().size() > 1 ? 2 : 1);
    }

    /** The last one that was published, expired or not. */
    Optional<PublishedBundle> last() {
        return Optional.ofNullable(published.peekFirst());
    }

    /** Why there is none that is newer, if the last attempt failed. */
    Optional<Failure> failure() {
        return failure;
    }

    /** One of the last few, by the digest of its manifest. */
    Optional<PublishedBundle> find(Bytes digest) {
        return published.stream().filter(each -> each.digest().equals(digest)).findFirst();
    }

    /** A manifest or part of one of the last few. */
    Optional<Bytes> file(String path) {
        return published.stream().flatMap(each -> each.find(path).stream()).findFirst();
    }

    /** The newest that can be had: LEDGER_UNAVAILABLE if nothing was read, BUNDLE_UNAVAILABLE if there is none that holds. */
    Mono<PublishedBundle> current() {
        return Mono.defer(() -> {
            if (view.size() == 0) {
                return Mono.error(
                        ProblemCode.LEDGER_UNAVAILABLE.because(
                                "Nothing is on the ledger yet, so there is nothing to verify against; register a department first."));
            }
            if (isFresh() || failure.filter(last -> isWithin(PAUSE, last.at())).isPresent()) {
                return lastThatHolds();
            }
            long wanted = view.size();
            return refresh()
                    // one that was under way already may have begun before the caller's record was read
                    .flatMap(bundle -> bundle.size() < wanted ? refresh() : Mono.just(bundle))
                    .onErrorResume(e -> lastThatHolds());
        });
    }

    private boolean isFresh() {
        return last().filter(bundle -> bundle.size() == view.size() && isWithin(FRESH, bundle.issuedAt()))
                .isPresent();
    }

    private boolean isWithin(Duration duration, Instant at) {
        return clock.instant().isBefore(at.plus(duration));
    }

    private Mono<PublishedBundle> lastThatHolds() {
        return Mono.justOrEmpty(last().filter(bundle -> clock.instant().isBefore(bundle.expiresAt())))
                .switchIfEmpty(Mono.error(
                        () -> ProblemCode.BUNDLE_UNAVAILABLE.because("No bundle with the signatures of " + cosigners()
                                + " regions can be had; the health reply says which regions did not sign, and why.")));
    }

    /** Whoever comes while one is being made waits for that one; what it leaves out the next one holds. */
    private Mono<PublishedBundle> refresh() {
        Mono<PublishedBundle> fresh = Mono.delay(AT_LEAST)
                .then(Mono.defer(() -> attempt(1)))
                .timeout(AT_MOST)
                .doOnSuccess(bundle -> failure = Optional.empty())
                .doOnError(this::failed)
                // before anybody hears of it: who then finds it too old asks for the next one, and not for this one
                // again
                .doOnTerminate(() -> running.set(null))
                .cache();
        Mono<PublishedBundle> other = running.compareAndExchange(null, fresh);
        return other == null ? fresh : other;
    }

    private Mono<PublishedBundle> attempt(int round) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        int enough = cosigners();
        return drafts.newest(now.plus(properties.lifetime()))
                .flatMap(snapshot -> signer.sign(snapshot.checkpoint(now))
                        .flatMap(own -> cosignatures.collect(snapshot.draft(), own, enough))
                        .flatMap(collected -> collected.signed().size() >= enough
                                ? publish(snapshot, collected)
                                : again(collected, enough, round)));
    }

    /** A region that signed for more records does not go back, so this one has to come there. */
    private Mono<PublishedBundle> again(Cosignatures.Collected collected, int enough, int round) {
        if (collected.ahead() == 0 || round == ROUNDS) {
            return Mono.error(new TooFewException(
                    "expected signatures of " + enough + " regions, got "
                            + collected.signed().size(),
                    collected.said()));
        }
        return view.reached(collected.ahead()).timeout(CATCH_UP).then(Mono.defer(() -> attempt(round + 1)));
    }

    private Mono<PublishedBundle> publish(LedgerSnapshot snapshot, Cosignatures.Collected collected) {
        return pools.crypto(() -> {
            var bundle = PublishedBundle.of(snapshot.draft(), CosignedCheckpoint.of(collected.signed()));
            if (collected.signed().size() > 1) {
                keep(bundle);
            }
            add(bundle);
            return bundle;
        });
    }

    private void add(PublishedBundle bundle) {
        published.addFirst(bundle);
        while (published.size() > KEPT) {
            published.removeLast();
        }
    }

    // one with this region's signature alone can be made again at any time
    private void keep(PublishedBundle bundle) {
        try {
            DataDirectory.write(file, bundle.file().toArray());
        } catch (IOException e) {
            LOG.warn("the last bundle cannot be kept: {}", e.getClass().getSimpleName());
        }
    }

    private boolean restore() {
        try {
            if (Files.exists(file)) {
                PublishedBundle kept = PublishedBundle.read(Bytes.of(Files.readAllBytes(file)));
                if (kept.draft().manifest().network().equals(ledger.network())) {
                    add(kept);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the bundle that was kept cannot be read: {}", e.getClass().getSimpleName());
        }
        return true;
    }

    private void failed(Throwable error) {
        String why = error instanceof TooFewException || error instanceof CheckpointSigner.NotSignedException
                ? String.valueOf(error.getMessage())
                : error.getClass().getSimpleName();
        Map<String, String> regions = error instanceof TooFewException few ? few.regions : Map.of();
        failure = Optional.of(new Failure(clock.instant(), why, regions));
        LOG.warn("no new bundle is published: {} {}", why, regions);
    }

    @Override
    public void destroy() {
        ticks.dispose();
    }
}
