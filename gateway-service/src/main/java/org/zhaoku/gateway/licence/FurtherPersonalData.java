package org.zhaoku.gateway.licence;

import reactor.core.publisher.Mono;

/** Personal data that are stored beside a licence, in a document of their own. */
public interface FurtherPersonalData {
    /**
     * Destroys those of a licence that has ended, by one write. Again is no error.
     *
     * @param licence opaque id
     */
    Mono<Void> destroy(String licence);
}
