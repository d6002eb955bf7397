package org.zhaoku.gateway.licence;

import java.time.Instant;
import java.util.Optional;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;

/** Finds licences. */
public interface LicenceSearch {
    /**
     * A place in an order by time and id.
     *
     * @param at a whole millisecond
     * @param id opaque id of a licence
     */
    record Place(Instant at, String id) {}

    /**
     * Licences, the newest first.
     *
     * @param after the last one that was seen
     * @param limit the most; 0: all
     */
    Flux<LicenceRow> find(LicenceQuery query, Optional<Place> after, int limit);

    /**
     * Licences that came into force or changed, in the order of {@code changed} and id, without their holders. A licence that changes
     * again comes again.
     *
     * @param after the last one that was seen
     * @param until later changes are left out: others at the same moment may not be visible yet
     */
    Flux<LicenceRow> changed(UnifiedSocialCreditCode department, Optional<Place> after, Instant until, int limit);
}
