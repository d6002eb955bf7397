package org.zhaoku.gateway.licence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.LicenceStanding;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.statement.SignedStatement;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Destroys the personal data of a licence that has ended: one write takes away the key under which they are sealed, the statement
 * and the holders' hashes, so nothing is left half done. What is stored beside the licence goes first: until the licence's write is
 * done, the request can be sent again. The statement's digest, the receipt and what the ledger has remain.
 */
@Service
class ErasureService {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureService.class);

    private final MongoErasures erasures;
    private final List<FurtherPersonalData> further;
    private final LedgerView ledger;
    private final Clock clock;

    ErasureService(MongoErasures erasures, List<FurtherPersonalData> further, LedgerView ledger, Clock clock) {
        this.erasures = erasures;
        this.further = List.copyOf(further);
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Destroys; what remains. Again is no error. */
    Mono<ErasedLicence> erase(String id) {
        return own(id).switchIfEmpty(Mono.defer(() -> erasures.erasable(id)
                .filterWhen(licence -> Callers.mayChange(licence.identifier().issuer()))
                .switchIfEmpty(Mono.error(ErasureService::unknown))
                .doOnNext(this::requireEnded)
                .delayUntil(licence -> Flux.fromIterable(further).concatMap(data -> data.destroy(id)))
                .flatMap(licence -> erasures.erase(id, erasure(licence.statement())))
                .then(Mono.defer(() -> remains(id)))
                .doOnNext(done -> LOG.info("the personal data of licence {} are destroyed", id))));
    }

    /** What remains of an erased licence. */
    Mono<ErasedLicence> remains(String id) {
        return own(id).switchIfEmpty(Mono.error(ErasureService::unknown));
    }

    private Mono<ErasedLicence> own(String id) {
        return erasures.remains(id)
                .filterWhen(erased -> Callers.mayChange(
                        LicenceIdentifier.parse(erased.identifier()).issuer()));
    }

    private static Throwable unknown() {
        return ProblemCode.LICENCE_UNKNOWN.because("No licence, or no erased one, has this id.");
    }

    private Erasure erasure(Bytes statement) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Erasure(SignedStatement.decode(statement).digest(), now);
    }

    private void requireEnded(MongoErasures.Erasable licence) {
        if (!ledger.isCaughtUp()) {
            throw ProblemCode.LEDGER_UNAVAILABLE.because(
                    "The gateway is still reading the ledger. Nothing was destroyed; send it again.");
        }
        LicenceStanding standing = ledger.standing(
                licence.identifier().issuer(),
                SignedStatement.decode(licence.statement()).digest());
        LocalDate today = LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE);
        boolean expired = licence.validTo().filter(today::isAfter).isPresent();
        boolean ended = switch (standing.state()) {
            case IN_FORCE, SUSPENDED -> expired;
            case REVOKED, CANCELLED, WITHDRAWN, SUPERSEDED, TRANSFERRED_OUT -> true;
        };
        if (!ended || standing.disputed()) {
            throw ProblemCode.LICENCE_NOT_ENDED.because("The licence is " + standing.state()
                    + (standing.disputed() ? " and disputed" : "")
                    + "; cancel or revoke it, or wait until its term is over, and settle disputes first.");
        }
    }

    /**
     * What remains.
     *
     * @param id opaque
     * @param identifier which is never given again
     * @param digest of the statement, hexadecimal: the leaf on the ledger
     * @param receipt that leads from the digest to the ledger, base64url
     * @param erasedAt when the personal data were destroyed
     */
    record ErasedLicence(String id, String identifier, String digest, String receipt, Instant erasedAt) {
        static ErasedLicence of(String id, LicenceIdentifier identifier, Erasure erasure, Optional<Bytes> receipt) {
            return new ErasedLicence(
                    id,
                    identifier.toString(),
                    erasure.digest().hex(),
                    receipt.map(bytes -> java.util.Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(bytes.toArray()))
                            .orElse(""),
                    erasure.at());
        }
    }
}
