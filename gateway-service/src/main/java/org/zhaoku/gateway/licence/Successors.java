package org.zhaoku.gateway.licence;

import org.springframework.stereotype.Component;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import reactor.core.publisher.Mono;

/** Finds what took the place of a licence. */
@Component
public class Successors {
    private static final int LAST_VERSION = 999;

    private final LicenceRepository licences;

    Successors(LicenceRepository licences) {
        this.licences = licences;
    }

    /** The version that has taken a licence's place; empty while none has. Versions that were refused are passed over. */
    public Mono<StoredStatement> of(Licence licence) {
        return after(licence.identifier());
    }

    /** The same by the licence's identifier. */
    public Mono<StoredStatement> after(LicenceIdentifier identifier) {
        if (identifier.version() == LAST_VERSION) {
            return Mono.empty();
        }
        var next = new LicenceIdentifier(
                identifier.type(), identifier.issuer(), identifier.serial(), identifier.version() + 1);
        return licences.find(next).flatMap(licence -> switch (licence.state()) {
            case IN_FORCE -> Mono.just(licence);
            case REFUSED -> after(next);
            case AWAITING_APPROVAL, RECEIVED, SIGNED, ANCHORING -> Mono.empty();
        });
    }
}
