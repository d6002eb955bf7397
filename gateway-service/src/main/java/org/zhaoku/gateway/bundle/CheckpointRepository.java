package org.zhaoku.gateway.bundle;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.log.SplitView;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What all gateways of the region share of checkpoints. */
interface CheckpointRepository {
    /** Keeps what is about to be signed; the one that is kept for this size, which is another if another came first. */
    Mono<KeptCheckpoint> keep(Network network, KeptCheckpoint checkpoint);

    /** The largest {@code limit} of more than {@code size} records, the largest first. */
    Flux<KeptCheckpoint> above(Network network, long size, int limit);

    /** Keeps a proof; the same again is no error. */
    Mono<Void> keep(SplitView proof);

    /** All proofs. */
    Flux<Bytes> splitViews();
}
