package org.zhaoku.gateway.bundle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.ledger.LedgerSnapshot;
import org.zhaoku.gateway.ledger.LedgerView;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Makes drafts, one at a time: the one thing that costs when bundles are published and cosigned. */
@Component
class BundleDrafts implements DisposableBean {
    private static final int MAX_WAITING = 64;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final LedgerView view;
    private final Scheduler thread = Schedulers.newBoundedElastic(1, MAX_WAITING, "bundle-draft", 60, true);

    BundleDrafts(LedgerView view) {
        this.view = view;
    }

    /** The draft of the first {@code size} records; empty if a larger one was made before. */
    Mono<Optional<LedgerSnapshot>> at(long size, Instant expiresAt) {
        return Mono.fromCallable(() -> view.snapshot(size, expiresAt)).subscribeOn(thread);
    }

    /** The draft of all that was read. */
    Mono<LedgerSnapshot> newest(Instant expiresAt) {
        return Mono.fromCallable(() -> {
                    // another region may have asked for a larger size between the two calls
                    Optional<LedgerSnapshot> snapshot = Optional.empty();
                    while (snapshot.isEmpty()) {
                        snapshot = view.snapshot(view.size(), expiresAt);
                    }
                    return snapshot.orElseThrow();
                })
                .subscribeOn(thread);
    }

    @Override
    public void destroy() {
        thread.disposeGracefully().timeout(GRACE).onErrorComplete().block();
    }
}
