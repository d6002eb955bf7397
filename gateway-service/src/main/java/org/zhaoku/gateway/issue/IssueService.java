package org.zhaoku.gateway.issue;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.catalogue.Catalogue;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.DuplicateIdentifierException;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceRepository;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.TrustedAuthority;
import reactor.core.publisher.Mono;

/** Accepts licences: checks them against their type, stores them, and leaves the rest to the outbox. */
@Service
class IssueService {
    private static final String SERIAL_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int SERIAL_LENGTH = 13;
    private static final int ID_BYTES = 16;

    private final Catalogue catalogue;
    private final LedgerView view;
    private final DepartmentKeys keys;
    private final LicenceRepository licences;
    private final Outbox outbox;
    private final Backlog backlog;
    private final WorkPools pools;
    private final SecureRandom random;
    private final Clock clock;

    IssueService(
            Catalogue catalogue,
            LedgerView view,
            DepartmentKeys keys,
            LicenceRepository licences,
            Outbox outbox,
            Backlog backlog,
            WorkPools pools,
            SecureRandom random,
            Clock clock) {
        this.catalogue = catalogue;
        this.view = view;
        this.keys = keys;
        this.licences = licences;
        this.outbox = outbox;
        this.backlog = backlog;
        this.pools = pools;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Accepts a licence: completes when it is stored.
     *
     * @param once the caller's own key of this request, if it has one: the same key again is the same licence
     */
    Mono<Licence> accept(CheckedRequest request, Optional<String> once) {
        if (!outbox.ready()) {
            return Mono.error(ProblemCode.LEDGER_UNAVAILABLE.because(
                    "The gateway is still reading the ledger. Nothing was stored; send it again."));
        }
        return catalogue
                .newest(request.type())
                .flatMap(type -> pools.crypto(() -> licence(request, type, once))
                        .flatMap(licence -> once.isEmpty()
                                ? store(licence)
                                : licences.find(licence.id()).switchIfEmpty(Mono.defer(() -> store(licence)))));
    }

    private Licence licence(CheckedRequest request, LicenceType type, Optional<String> once) {
        requireRight(request.issuer(), type);
        var errors = new FieldErrors();
        Map<String, Object> fields = FieldRules.check(type, request.holderName(), request.fields(), errors);
        request.checkSerial(type, errors);
        errors.throwIfAny();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        LocalDate today = LocalDate.ofInstant(now, LicenceVerifier.ZONE);
        LocalDate from = request.validFrom().orElse(today);
        request.checkDates(from, errors);
        errors.throwIfAny();
        return new Licence(
                once.map(key -> derivedId(request.issuer(), key)).orElseGet(this::randomId),
                LicenceIdentifier.of(
                        type.code().value(),
                        request.issuer().value(),
                        request.serial().orElseGet(this::randomSerial),
                        1),
                type.version(),
                request.holderName(),
                fields,
                today,
                from,
                request.validTo(),
                LicenceState.RECEIVED,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void requireRight(UnifiedSocialCreditCode issuer, LicenceType type) {
        Optional<TrustedAuthority> authority = view.authority(issuer);
        if (authority.isEmpty() || keys.active(issuer).isEmpty()) {
            throw ProblemCode.DEPARTMENT_UNKNOWN.because("The department " + issuer.value()
                    + " has no active key of this gateway on the ledger; register it, or add a key, at"
                    + " /api/v1/authorities.");
        }
        if (!authority.get().types().contains(type.code())) {
            throw ProblemCode.TYPE_NOT_AUTHORISED.because("The department " + issuer.value() + " has no right to type "
                    + type.code().value() + " on the ledger; publish the type with it among the issuers.");
        }
    }

    private Mono<Licence> store(Licence licence) {
        backlog.admit();
        return licences.insert(licence)
                .thenReturn(licence)
                .doOnError(error -> backlog.done())
                .doOnCancel(backlog::done)
                .doOnSuccess(outbox::received)
                .onErrorResume(
                        DuplicateIdentifierException.class,
                        duplicate -> licences.find(licence.id())
                                .switchIfEmpty(
                                        Mono.error(
                                                () -> ProblemCode.IDENTIFIER_TAKEN.because(
                                                        "This department has a licence of this type with this serial; choose another serial."))));
    }

    private String randomId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String derivedId(UnifiedSocialCreditCode issuer, String once) {
        return Sm3.digest(Bytes.utf8("zhaoku/1/once/" + issuer.value() + "/" + once))
                .slice(0, ID_BYTES)
                .hex();
    }

    private String randomSerial() {
        return random.ints(SERIAL_LENGTH, 0, SERIAL_ALPHABET.length())
                .mapToObj(index -> SERIAL_ALPHABET.substring(index, index + 1))
                .reduce("", String::concat);
    }
}
