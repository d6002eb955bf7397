package org.zhaoku.gateway.bundle;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Repository;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Documents;
import org.zhaoku.gateway.store.DuplicateKeyException;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.log.SplitView;
import org.zhaoku.verifier.sm.Sm3;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Checkpoints in the collection {@code checkpoints}: the id is {@code <network>/<size, 16 digits>}, so that the database itself lets
 * only one root stand for a size, whichever of the region's gateways comes first; {@code size}, {@code root} (binary), {@code block}
 * and {@code transaction}. None is ever removed. Proofs of split views in {@code splitviews}: the id is SM3 of {@code proof}
 * (binary).
 */
@Repository
final class MongoCheckpointRepository implements CheckpointRepository {
    private static final String ID = "_id";
    private static final String SIZE = "size";
    private static final String ROOT = "root";
    private static final String BLOCK = "block";
    private static final String TRANSACTION = "transaction";
    private static final String PROOF = "proof";

    private final Documents checkpoints;
    private final Documents splitViews;

    MongoCheckpointRepository(Database database) {
        this.checkpoints = database.documents("checkpoints");
        this.splitViews = database.documents("splitviews");
    }

    private static String id(Network network, long size) {
        return String.format("%s/%016d", network.name(), size);
    }

    @Override
    public Mono<KeptCheckpoint> keep(Network network, KeptCheckpoint checkpoint) {
        String id = id(network, checkpoint.size());
        return Mono.defer(() -> checkpoints.insert(new Document(ID, id)
                        .append(SIZE, checkpoint.size())
                        .append(ROOT, new Binary(checkpoint.root().toArray()))
                        .append(BLOCK, checkpoint.position().block())
                        .append(TRANSACTION, checkpoint.position().transaction())))
                .thenReturn(checkpoint)
                .onErrorResume(
                        DuplicateKeyException.class,
                        taken -> checkpoints.find(id).map(MongoCheckpointRepository::read));
    }

    @Override
    public Flux<KeptCheckpoint> above(Network network, long size, int limit) {
        // 0 is the character that follows the slash
        return checkpoints
                .find(and(gt(ID, id(network, size)), lt(ID, network.name() + "0")), Sorts.descending(ID))
                .take(limit)
                .map(MongoCheckpointRepository::read);
    }

    private static KeptCheckpoint read(Document document) {
        return new KeptCheckpoint(
                document.getLong(SIZE),
                Bytes.of(document.get(ROOT, Binary.class).getData()),
                new Position(document.getLong(BLOCK), document.getInteger(TRANSACTION)));
    }

    @Override
    public Mono<Void> keep(SplitView proof) {
        Bytes encoded = proof.encode();
        return Mono.defer(() -> splitViews.insert(
                        new Document(ID, Sm3.digest(encoded).hex()).append(PROOF, new Binary(encoded.toArray()))))
                .onErrorResume(DuplicateKeyException.class, same -> Mono.empty());
    }

    @Override
    public Flux<Bytes> splitViews() {
        return splitViews
                .find(Filters.empty(), Sorts.ascending(ID))
                .map(document -> Bytes.of(document.get(PROOF, Binary.class).getData()));
    }
}
