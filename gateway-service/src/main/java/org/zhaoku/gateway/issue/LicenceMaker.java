package org.zhaoku.gateway.issue;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.ledger.DepartmentKeys;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.Incidents;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.TrustedAuthority;

/** Makes a licence of a request: checks it against its type and the department's right, and signs it. May block. */
@Component
class LicenceMaker {
    private static final int ID_BYTES = 16;

    private final LedgerView view;
    private final DepartmentKeys keys;
    private final StatementFactory statements;
    private final SecureRandom random;
    private final Clock clock;

    LicenceMaker(LedgerView view, DepartmentKeys keys, StatementFactory statements, SecureRandom random, Clock clock) {
        this.view = view;
        this.keys = keys;
        this.statements = statements;
        this.random = random;
        this.clock = clock;
    }

    private record Issuer(Optional<TrustedAuthority> authority, Optional<SigningKey> key) {}

    /** Makes several, and looks each department up once. One thread at a time. */
    final class Run {
        private final Map<UnifiedSocialCreditCode, Issuer> issuers = new HashMap<>();

        /**
         * The signed licence; RECEIVED if the key fails just now, AWAITING_APPROVAL if a second person has to approve it.
         *
         * @throws ProblemException for what is wrong with the request
         */
        Licence make(CheckedRequest request, LicenceType type) {
            Issuer issuer = issuers.computeIfAbsent(
                    request.issuer(), code -> new Issuer(view.authority(code), keys.active(code)));
            SigningKey key = requireRight(request.issuer(), issuer, type);
            return signed(received(request, type), type, key);
        }
    }

    /** A licence with its statement; RECEIVED if the key fails just now, and as it is if a second person has to approve it. */
    Licence signed(Licence made, LicenceType type, SigningKey key) {
        if (made.state() == LicenceState.AWAITING_APPROVAL) {
            return made;
        }
        try {
            return statements.signed(made, type, key);
        } catch (RuntimeException e) {
            // it is stored as it is, and the outbox tries again
            Incidents.record(e);
            return made;
        }
    }

    /**
     * The key that signs for a department.
     *
     * @throws ProblemException with DEPARTMENT_UNKNOWN or TYPE_NOT_AUTHORISED
     */
    SigningKey requireRight(UnifiedSocialCreditCode department, LicenceType type) {
        return requireRight(department, new Issuer(view.authority(department), keys.active(department)), type);
    }

    private static SigningKey requireRight(UnifiedSocialCreditCode code, Issuer issuer, LicenceType type) {
        if (issuer.authority().isEmpty() || issuer.key().isEmpty()) {
            throw ProblemCode.DEPARTMENT_UNKNOWN.because("The department " + code.value()
                    + " has no active key of this gateway on the ledger; register it, or add a key, at"
                    + " /api/v1/authorities. With a key of its own it signs by itself: zhaoku sign, /api/v1/batches.");
        }
        if (!issuer.authority().get().types().contains(type.code())) {
            throw ProblemCode.TYPE_NOT_AUTHORISED.because("The department " + code.value() + " has no right to type "
                    + type.code().value() + " on the ledger; publish the type with it among the issuers.");
        }
        return issuer.key().get();
    }

    private Licence received(CheckedRequest request, LicenceType type) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return RequestedLicence.of(
                request,
                type,
                id(request).orElseGet(this::freshId),
                request.serial().orElseGet(this::randomSerial),
                LocalDate.ofInstant(now, LicenceVerifier.ZONE),
                now);
    }

    /** Where a licence of this type begins. */
    static LicenceState firstState(LicenceType type) {
        return type.terms().twoPersons() ? LicenceState.AWAITING_APPROVAL : LicenceState.RECEIVED;
    }

    /** The id that the caller's own key leads to; empty if there is no such key. */
    static Optional<String> id(CheckedRequest request) {
        return request.once()
                .map(key -> Sm3.digest(
                                Bytes.utf8("zhaoku/1/once/" + request.issuer().value() + "/" + key))
                        .slice(0, ID_BYTES)
                        .hex());
    }

    /**
     * A fresh id of a licence: 48 bits of the time in milliseconds, then 80 random ones, as in a UUID of version 7 (RFC 9562 §5.7).
     * Licences of one hour lie beside each other in the database then, and a write touches few of its pages.
     */
    String freshId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        long millis = clock.millis();
        ByteBuffer.wrap(bytes).putShort((short) (millis >> Integer.SIZE)).putInt((int) millis);
        return HexFormat.of().formatHex(bytes);
    }

    /** A serial that says nothing. */
    String randomSerial() {
        return RequestedLicence.randomSerial(random);
    }
}
