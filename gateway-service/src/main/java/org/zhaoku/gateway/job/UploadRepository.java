package org.zhaoku.gateway.job;

import java.time.Instant;
import java.util.function.Consumer;
import org.springframework.core.io.buffer.DataBuffer;
import org.zhaoku.gateway.store.GatewayId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Uploaded files in the database, sealed part by part under a key for each file. */
interface UploadRepository {
    /**
     * A stored file.
     *
     * @param id opaque
     * @param parts how many it has
     */
    record Upload(String id, int parts) {}

    /**
     * Stores a file as it comes; what was stored is deleted if the body breaks off. Fails with BODY_TOO_LARGE.
     *
     * @param max bytes
     * @param seen gets the bytes part by part, on a thread that may take its time
     */
    Mono<Upload> store(GatewayId gateway, Flux<DataBuffer> body, long max, Consumer<byte[]> seen, Instant now);

    /** What is needed to read a file; empty if it is not there. */
    Mono<UploadReader> open(String id);

    /** Deletes the key of a file, and then its parts. */
    Mono<Void> delete(String id);

    /**
     * Ids of files that may belong to no job.
     *
     * @param gateway those that this gateway stored before {@code ownBefore}; and those that any stored before {@code before}
     */
    Flux<String> suspects(GatewayId gateway, Instant ownBefore, Instant before);

    /** Deletes parts whose key is gone. */
    Mono<Void> deleteOrphans();
}
