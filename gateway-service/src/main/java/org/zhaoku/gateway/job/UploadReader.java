package org.zhaoku.gateway.job;

import java.util.function.IntFunction;
import org.zhaoku.gateway.keys.PartSeal;
import org.zhaoku.verifier.bytes.Bytes;
import reactor.core.publisher.Mono;

/**
 * Reads a stored file.
 *
 * @param parts how many it has
 * @param seal opens them
 * @param stored the part of this number, from 0, as it is stored
 */
record UploadReader(int parts, PartSeal seal, IntFunction<Mono<Bytes>> stored) {
    /** The file's bytes. Blocks while a part is fetched: for a thread that may. */
    PartStream stream() {
        return new PartStream(this);
    }
}
