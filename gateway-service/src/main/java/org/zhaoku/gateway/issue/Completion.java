package org.zhaoku.gateway.issue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.ledger.AnchoredBatch;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.BatchPositions;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.LicenceState;
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
 * The only way into force: a batch is seen on the ledger, its licences get their receipts, and last the batch is marked. The
 * same after a crash as always, and each step may be done again.
 */
@Component
class Completion implements BatchPositions {
    private static final int AT_ONCE = 16;
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
    private final Map<Bytes, Position> positions = new ConcurrentHashMap<>();

    private record Receipt(Licence licence, FullReceipt receipt) {}

    Completion(
            LedgerView view,
            Ledger ledger,
            LicenceRepository licences,
            BatchRepository batches,
            WorkPools pools,
            Backlog backlog,
            Alarms alarms,
            BatchProperties properties,
            BatchMaker maker) {
        this.view = view;
        this.ledger = ledger;
        this.licences = licences;
        this.batches = batches;
        this.pools = pools;
        this.backlog = backlog;
        this.alarms = alarms;
        this.properties = properties;
        this.maker = maker;
    }

    @Override
    public Optional<Position> of(Bytes batchKey) {
        return Optional.ofNullable(positions.get(batchKey));
    }

    /** Follows the ledger from its beginning. Batches that this region's database does not have are others'. */
    Flux<Void> follow() {
        return view.anchored()
                .filter(anchored -> anchored.batch().header().region().equals(ledger.region()))
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
        return Flux.fromIterable(batch.licenceIds())
                .flatMapSequential(licences::find, AT_ONCE)
                .collectList()
                .flatMap(found -> pools.crypto(() -> receipts(batch.batch(), found, firstTile)))
                .flatMap(receipts -> {
                    if (receipts.isEmpty()) {
                        alarms.raise(key, INCOMPLETE);
                        return Mono.empty();
                    }
                    return Flux.fromIterable(receipts)
                            .flatMap(receipt -> inForce(batch, receipt), AT_ONCE)
                            .then(batches.anchored(key))
                            .doOnSuccess(done -> alarms.clear(key));
                });
    }

    private Mono<Void> inForce(Batch batch, Receipt receipt) {
        if (receipt.licence().state() == LicenceState.IN_FORCE) {
            return Mono.empty();
        }
        return licences.inForce(receipt.licence().id(), receipt.receipt()).doOnSuccess(done -> {
            if (batch.draft().startsWith(maker.ownPrefix())) {
                backlog.done();
            }
        });
    }

    /** One receipt for each licence; none if these are not the licences of the batch. */
    private static List<Receipt> receipts(SignedBatch batch, List<Licence> found, long firstTile) {
        if (found.size() != batch.header().size()) {
            return List.of();
        }
        var tree = new TileTree(BatchMaker.digests(found));
        if (!tree.root().equals(batch.header().root())) {
            return List.of();
        }
        return IntStream.range(0, found.size())
                .mapToObj(index -> new Receipt(found.get(index), receipt(batch, tree, index, firstTile)))
                .toList();
    }

    private static FullReceipt receipt(SignedBatch batch, TileTree tree, int index, long firstTile) {
        int tile = index / TileTree.TILE_SIZE;
        var inTile = new TileReceipt(firstTile + tile, index % TileTree.TILE_SIZE, tree.pathInTile(index));
        return new FullReceipt(inTile, tile, tree.pathOfTile(tile), batch.message());
    }
}
