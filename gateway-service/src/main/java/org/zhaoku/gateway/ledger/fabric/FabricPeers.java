package org.zhaoku.gateway.ledger.fabric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Which peer serves: the first in the order of the configuration that is well, so the region's own whenever it can. One that
 * failed is ill until a probe finds it answering and no more than a few blocks behind; if it fails again without having served
 * in between, the next probe comes later. While none is well, they take turns.
 *
 * <p>Written here, since libraries' circuit breakers guard one callee, and know neither an order of preference nor a height.
 */
final class FabricPeers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FabricPeers.class);
    private static final Duration FIRST_PROBE = Duration.ofMillis(500);
    private static final int MAX_DOUBLINGS = 4;
    private static final int MAX_BEHIND = 10;

    private final Scheduler probes = Schedulers.newBoundedElastic(4, 64, "fabric-probe", 60, true);
    private final AtomicLong height = new AtomicLong();
    private final List<Entry> entries = new ArrayList<>();
    private long failures;
    private boolean closed;

    private static final class Entry {
        private final FabricPeer peer;
        private final Disposable.Swap probe = Disposables.swap();
        private boolean well = true;
        private int failedInARow;
        private long lastFailure;

        private Entry(FabricPeer peer) {
            this.peer = peer;
        }
    }

    FabricPeers(List<FabricPeer> peers) {
        peers.forEach(peer -> entries.add(new Entry(peer)));
    }

    /** The peer to use now. */
    synchronized FabricPeer best() {
        Entry best = entries.get(0);
        for (Entry each : entries) {
            if (each.well) {
                return each.peer;
            }
            if (each.lastFailure < best.lastFailure) {
                best = each;
            }
        }
        return best.peer;
    }

    synchronized boolean isWell(FabricPeer peer) {
        return entry(peer).well;
    }

    List<FabricPeer> all() {
        return entries.stream().map(each -> each.peer).toList();
    }

    /** It did what it was asked. */
    synchronized void served(FabricPeer peer) {
        entry(peer).failedInARow = 0;
    }

    /** It did not answer, or not with what it should. */
    synchronized void failed(FabricPeer peer) {
        Entry entry = entry(peer);
        entry.lastFailure = ++failures;
        if (entry.well && !closed) {
            entry.well = false;
            LOG.warn("{} failed and is not used until it is well again; now {} serves", peer, best());
            probeLater(entry);
        }
    }

    /** The ledger has this many blocks. */
    void seen(long blocks) {
        height.accumulateAndGet(blocks, Math::max);
    }

    private synchronized void probeLater(Entry entry) {
        Duration pause = FIRST_PROBE.multipliedBy(1L << Math.min(entry.failedInARow, MAX_DOUBLINGS));
        entry.failedInARow++;
        entry.probe.update(
                Mono.delay(pause, probes).map(tick -> answers(entry.peer)).subscribe(well -> probed(entry, well)));
    }

    private boolean answers(FabricPeer peer) {
        peer.reconnect();
        try {
            return peer.height() + MAX_BEHIND >= height.get();
        } catch (Exception e) {
            LOG.debug("{} is still ill", peer, e);
            return false;
        }
    }

    private synchronized void probed(Entry entry, boolean well) {
        if (well) {
            entry.well = true;
            LOG.info("{} is well again", entry.peer);
        } else {
            probeLater(entry);
        }
    }

    private Entry entry(FabricPeer peer) {
        return entries.stream()
                .filter(each -> each.peer == peer)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of these peers: " + peer));
    }

    @Override
    public synchronized void close() {
        closed = true;
        entries.forEach(each -> each.probe.dispose());
        probes.dispose();
        entries.forEach(each -> each.peer.close());
    }
}
