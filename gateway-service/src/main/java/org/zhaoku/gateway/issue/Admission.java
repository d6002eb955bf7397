package org.zhaoku.gateway.issue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.licence.DuplicateIdentifierException;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.work.WorkPools;
import reactor.core.publisher.Mono;

/** Signs and stores a licence that takes the place of another, and sends it on its way; or asks a second person first. */
@Component
class Admission {
    private final LicenceMaker maker;
    private final Approvals approvals;
    private final Backlog backlog;
    private final LicenceRepository licences;
    private final Outbox outbox;
    private final WorkPools pools;

    Admission(
            LicenceMaker maker,
            Approvals approvals,
            Backlog backlog,
            LicenceRepository licences,
            Outbox outbox,
            WorkPools pools) {
        this.maker = maker;
        this.approvals = approvals;
        this.backlog = backlog;
        this.licences = licences;
        this.outbox = outbox;
        this.pools = pools;
    }

    /**
     * Completes when it is stored. Fails with {@link DuplicateIdentifierException} if its identifier is taken, and with
     * APPROVAL_DECIDED if the same was refused before.
     *
     * @param patience how long to wait for room; then it fails with QUEUE_FULL
     * @return the licence that is stored under its id, which may be one that came at the same time
     */
    Mono<Licence> store(Licence made, LicenceType type, Duration patience) {
        return pools.crypto(() -> maker.signed(
                        made, type, maker.requireRight(made.identifier().issuer(), type)))
                .flatMap(signed -> signed.state() == LicenceState.AWAITING_APPROVAL
                        ? approvals
                                .open(signed)
                                .then(Mono.defer(() -> licences.insert(signed)).thenReturn(signed))
                        : admitted(signed, patience));
    }

    private Mono<Licence> admitted(Licence signed, Duration patience) {
        List<Attempt> made = List.of(Attempt.made(signed, false));
        return pools.crypto(() -> outbox.drafts(made))
                .flatMap(drafts -> backlog.admitted(1, false, patience, () -> insert(signed, made, drafts)));
    }

    private Mono<Licence> insert(Licence signed, List<Attempt> made, Map<String, String> drafts) {
        return licences.insertAll(List.of(signed), drafts).flatMap(taken -> {
            if (taken.isEmpty()) {
                outbox.stored(made, drafts);
                return Mono.just(signed);
            }
            // the same request may have come twice at the same time
            return licences.find(signed.id())
                    .doOnNext(same -> backlog.done(1))
                    .switchIfEmpty(Mono.error(new DuplicateIdentifierException()));
        });
    }
}
