package org.zhaoku.gateway.licence;

import java.util.List;
import org.zhaoku.gateway.ledger.LedgerEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What became of licences on the ledger, in the database. */
public interface LicenceStandings {
    /** Notes a change, unless it or a later one of the same licence is noted already. */
    Mono<Void> record(String id, LedgerEvent.Change change);

    /** What is counted of these licences, in no order. */
    Flux<LicenceTerm> terms(List<String> ids);
}
