package org.zhaoku.gateway.ledger.fabric;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.protos.common.Block;
import org.zhaoku.gateway.ledger.LedgerBlock;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The blocks, from one peer at a time and never with a gap. A peer that hangs breaks no connection, so while the stream is silent
 * its height is compared with the others': one of them is believed if it stands alone, otherwise it takes two, since one may lie.
 * Once a peer that comes before in the configuration is well again, the stream goes back to it.
 */
final class BlockStream implements AutoCloseable {
    private static final int WITNESSES = 2;

    private final Scheduler threads = Schedulers.newBoundedElastic(8, 1000, "fabric-blocks", 60, true);
    private final FabricPeers peers;
    private final FabricCalls calls;
    private final BlockParser parser;
    private final Duration check;

    /** How far one subscriber has come. */
    private static final class Progress {
        private volatile long next;
        private volatile boolean waiting;
        private volatile boolean leaving;
        private long checked = -1;

        private Progress(long next) {
            this.next = next;
        }
    }

    private record Height(FabricPeer peer, long blocks) {}

    BlockStream(FabricPeers peers, FabricCalls calls, BlockParser parser, Duration check) {
        this.peers = peers;
        this.calls = calls;
        this.parser = parser;
        this.check = check;
    }

    Flux<LedgerBlock> from(long number) {
        return Flux.defer(() -> {
            var progress = new Progress(number);
            return Flux.defer(() -> read(peers.best(), progress)).repeat();
        });
    }

    private Flux<LedgerBlock> read(FabricPeer peer, Progress progress) {
        progress.leaving = false;
        return Flux.using(
                        () -> peer.blocks(progress.next),
                        blocks -> Flux.<LedgerBlock>generate(sink -> next(blocks, progress, sink)),
                        CloseableIterator::close)
                .subscribeOn(threads)
                .takeUntilOther(watch(peer, progress).doOnNext(better -> progress.leaving = true))
                // the stream that is left may end before it is let go
                .onErrorComplete(error -> progress.leaving)
                .onErrorMap(FabricErrors::unavailable)
                .doOnError(error -> peers.failed(peer));
    }

    private void next(CloseableIterator<Block> blocks, Progress progress, SynchronousSink<LedgerBlock> sink) {
        progress.waiting = true;
        try {
            if (!blocks.hasNext()) {
                sink.error(new IllegalStateException("the peer ended the stream of blocks"));
                return;
            }
            LedgerBlock block = parser.parse(blocks.next());
            if (block.number() != progress.next) {
                sink.error(new IllegalStateException(
                        "the peer sent block " + block.number() + " in place of " + progress.next));
                return;
            }
            progress.next = block.number() + 1;
            peers.seen(progress.next);
            sink.next(block);
        } catch (GatewayRuntimeException | StatusRuntimeException e) {
            sink.error(e);
        } finally {
            progress.waiting = false;
        }
    }

    /** Emits when the stream should go to a better peer; fails when this one does not deliver what others have. */
    private Mono<Boolean> watch(FabricPeer peer, Progress progress) {
        return Flux.interval(check)
                .onBackpressureDrop()
                .concatMap(tick -> look(peer, progress), 1)
                .filter(better -> better)
                .next();
    }

    private Mono<Boolean> look(FabricPeer peer, Progress progress) {
        FabricPeer best = peers.best();
        if (best != peer && peers.isWell(best)) {
            return Mono.just(true);
        }
        long next = progress.next;
        boolean silent = progress.waiting && progress.checked == next;
        progress.checked = next;
        if (!silent) {
            return Mono.just(false);
        }
        return Flux.fromIterable(peers.all())
                .flatMap(this::height)
                .collectList()
                .filter(heights -> isBehind(peer, next, heights))
                // one that was committed just now may be on its way
                .delayElement(check)
                .filter(heights -> progress.waiting && progress.next == next)
                .flatMap(heights -> Mono.<Boolean>error(
                        new IllegalStateException(peer + " does not deliver block " + next + ", which others have")))
                .defaultIfEmpty(false);
    }

    private Mono<Height> height(FabricPeer peer) {
        return calls.query(peer::height)
                .map(blocks -> new Height(peer, blocks))
                .doOnError(GatewayException.class, error -> peers.failed(peer))
                .onErrorComplete();
    }

    private static boolean isBehind(FabricPeer peer, long next, List<Height> heights) {
        List<Long> others = heights.stream()
                .filter(each -> each.peer() != peer)
                .map(Height::blocks)
                .sorted(Comparator.reverseOrder())
                .toList();
        boolean ownWord = heights.stream().anyMatch(each -> each.peer() == peer && each.blocks() > next);
        return ownWord || (!others.isEmpty() && others.get(Math.min(WITNESSES, others.size()) - 1) > next);
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
