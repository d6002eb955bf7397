package org.zhaoku.gateway.issue;

import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Batches in the database, by their key. */
public interface BatchRepository {
    /** Stores a batch before it is submitted; the same batch again is no error. */
    Mono<Void> insert(Batch batch);

    Mono<Batch> find(Bytes batchKey);

    /** Batches that are stored, but not yet known to be on the ledger, oldest first. */
    Flux<Batch> open();

    Mono<Void> anchored(Bytes batchKey);
}
