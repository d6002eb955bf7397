package org.zhaoku.gateway.keys;

import reactor.core.publisher.Mono;

/** A place in the database where keys of one kind are needed. */
public interface KeyUse {
    KeyRing.Kind kind();

    /**
     * Puts the active key in the place of {@code id} wherever that is needed here, each document by one write: a kill in between
     * leaves some of them for the next time.
     *
     * @return how many documents needed it
     */
    Mono<Long> replace(String id);

    /** How many documents need the key. */
    Mono<Long> count(String id);
}
