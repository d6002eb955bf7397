package org.zhaoku.gateway.issue;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.identifier.LicenceIdentifier;

/** A first version as its request and its type make it, before it is signed; here or on a department's own machine. */
final class RequestedLicence {
    private static final String SERIAL_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int SERIAL_LENGTH = 13;
    private static final Pattern RANDOM_SERIAL = Pattern.compile("[0-9A-Z]{" + SERIAL_LENGTH + "}");

    private RequestedLicence() {}

    /**
     * Checks the request against the type.
     *
     * @param issued day of issue, which is the first day if the request names none
     * @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID
     */
    static Licence of(
            CheckedRequest request, LicenceType type, String id, String serial, LocalDate issued, Instant now) {
        var errors = new FieldErrors();
        Map<String, Object> fields = FieldRules.check(
                type,
                request.holderName(),
                HolderFields.filled(type, request.holders(), request.fields(), errors),
                errors);
        request.checkSerial(type, errors);
        LocalDate from = request.validFrom().orElse(issued);
        request.checkDates(from, errors);
        TypeConditions.check(type, request.issuer(), fields, from, request.validTo(), errors);
        errors.throwIfAny();
        return new Licence(
                id,
                LicenceIdentifier.of(type.code().value(), request.issuer().value(), serial, 1),
                type.version(),
                request.holderName(),
                request.holders(),
                fields,
                issued,
                from,
                request.validTo(),
                Optional.empty(),
                LicenceMaker.firstState(type),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A serial for a request that gives none. */
    static String randomSerial(SecureRandom random) {
        return random.ints(SERIAL_LENGTH, 0, SERIAL_ALPHABET.length())
                .mapToObj(index -> SERIAL_ALPHABET.substring(index, index + 1))
                .reduce("", String::concat);
    }

    /** Whether {@link #randomSerial} can have made it. */
    static boolean isRandomSerial(String serial) {
        return RANDOM_SERIAL.matcher(serial).matches();
    }
}
