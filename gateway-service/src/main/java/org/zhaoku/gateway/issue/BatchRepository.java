package org.zhaoku.gateway.issue;

import org.zhaoku.gateway.ledger.PreparedTransaction;
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

    /** Marks it; its transaction is no longer kept. */
    Mono<Void> anchored(Bytes batchKey);

    /**
     * Keeps the transaction with which a batch is about to be submitted, in place of an earlier one. Fails if the batch is not
     * stored.
     */
    Mono<Void> keepTransaction(Bytes batchKey, PreparedTransaction transaction);

    /** The transaction with which a batch was, or may have been, submitted. */
    Mono<PreparedTransaction> transaction(Bytes batchKey);

    /** Forgets a batch's transaction, if it is this one. */
    Mono<Void> dropTransaction(Bytes batchKey, PreparedTransaction transaction);
}
