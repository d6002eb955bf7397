package org.zhaoku.gateway.issue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.ledger.AnchoredBatch;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.BatchPositions;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.StoredStatement;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The only way into force: a batch is seen on the ledger, its licences get their receipts, and last the batch is marked. What
 * was to replace another licence and is not bound to it on the ledger is refused. The same after a crash as always, and each
 * step may be done again.
 */
@Component
class Completion implements BatchPositions {
    private static final String INCOMPLETE = "BATCH_INCOMPLETE";

    private final LedgerView view;
    private final Ledger ledger;
    private final LicenceRepository licences;
    private final BatchRepository batches;
    private final WorkPools pools;
    private final Backlog backlog;
    private final Alarms alarms;
    private final BatchProperties properties;
    private final BatchMaker maker;
    private final MadeBatches made;
    private final Successions successions;
    private final Map<Bytes, Position> positions = new ConcurrentHashMap<>();

    Completion(
            LedgerView view,
            Ledger ledger,
            LicenceRepository licences,
            BatchRepository batches,
            WorkPools pools,
            Backlog backlog,
            Alarms alarms,
            BatchProperties properties,
            BatchMaker maker,
            MadeBatches made,
            Successions successions) {
        this.view = view;
        this.ledger = ledger;
        this.licences = licences;
        this.batches = batches;
        this.pools = pools;
        this.backlog = backlog;
        this.alarms = alarms;
        this.properties = properties;
        this.maker = maker;
        this.made = made;
        this.successions = successions;
    }

    @Override
    public Optional<Position> of(Bytes batchKey) {
        return Optional.ofNullable(positions.get(batchKey));
    }

    /**
     * Follows the ledger from its beginning. Batches that this region's database does not have are others'. Those of one tile,
     * among them the urgent ones, do not wait for larger ones.
     */
    Flux<Void> follow() {
        return Flux.merge(
                follow(anchored -> anchored.batch().header().size() <= TileTree.TILE_SIZE),
                follow(anchored -> anchored.batch().header().size() > TileTree.TILE_SIZE));
    }

    private Flux<Void> follow(Predicate<AnchoredBatch> which) {
        return view.anchored()
                .filter(anchored -> anchored.batch().header().region().equals(ledger.region()))
                .filter(which)
                .concatMap(anchored ->
                        complete(anchored).retryWhen(Retries.endless("completing a batch", properties.maxPause())));
    }

    private Mono<Void> complete(AnchoredBatch anchored) {
        Bytes key = anchored.batch().key();
        return batches.find(key)
                .doOnNext(batch -> positions.put(key, anchored.position()))
                .filter(batch -> !batch.anchored())
                .flatMap(batch -> complete(batch, anchored.firstTile()));
    }

    private Mono<Void> complete(Batch batch, long firstTile) {
        Bytes key = batch.batch().key();
        return made.tree(key)
                .map(Mono::just)
                .orElseGet(() -> stored(batch))
                .switchIfEmpty(Mono.fromRunnable(() -> alarms.raise(key, INCOMPLETE)))
                .flatMap(tree -> pools.bulk(() -> receipts(batch, tree, firstTile)))
                .zipWith(successions.refused(batch), Completion::without)
                .flatMap(receipts -> licences.inForce(key, receipts)
                        .doOnSuccess(done -> settled(batch))
                        .then(batches.anchored(key))
                        .doOnSuccess(done -> {
                            made.remove(key);
                            alarms.clear(key);
                        }));
    }

    /** The tree of a batch that another process made, or this one long ago; empty if these are not the licences of the batch. */
    private Mono<TileTree> stored(Batch batch) {
        return licences.statements(batch.licenceIds())
                .collectMap(StoredStatement::id)
                .flatMap(found -> pools.bulk(() -> tree(batch, found)))
                .flatMap(Mono::justOrEmpty);
    }

    private static Map<String, FullReceipt> without(Map<String, FullReceipt> receipts, Set<String> refused) {
        return refused.isEmpty()
                ? receipts
                : receipts.entrySet().stream()
                        .filter(receipt -> !refused.contains(receipt.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void settled(Batch batch) {
        if (batch.isOf(maker.ownPrefix())) {
            backlog.done(batch.licenceIds().size());
        }
    }

    private static Optional<TileTree> tree(Batch batch, Map<String, StoredStatement> found) {
        List<Bytes> leaves = batch.licenceIds().stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .flatMap(licence -> licence.digest().stream())
                .toList();
        return leaves.size() == batch.batch().header().size()
                ? Optional.of(new TileTree(leaves))
                        .filter(tree ->
                                tree.root().equals(batch.batch().header().root()))
                : Optional.empty();
    }

    private static Map<String, FullReceipt> receipts(Batch batch, TileTree tree, long firstTile) {
        return IntStream.range(0, batch.licenceIds().size())
                .boxed()
                .collect(Collectors.toMap(
                        batch.licenceIds()::get, index -> receipt(batch.batch(), tree, index, firstTile)));
    }

    private static FullReceipt receipt(SignedBatch batch, TileTree tree, int index, long firstTile) {
        int tile = index / TileTree.TILE_SIZE;
        var inTile = new TileReceipt(firstTile + tile, index % TileTree.TILE_SIZE, tree.pathInTile(index));
        return new FullReceipt(inTile, tile, tree.pathOfTile(tile), batch.message());
    }
}
