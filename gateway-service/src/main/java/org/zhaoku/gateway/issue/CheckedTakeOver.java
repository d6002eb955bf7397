package org.zhaoku.gateway.issue;

import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.Occasion;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * A well-formed request to take a licence over; the package is not read yet.
 *
 * @param issuer the department that takes it over
 * @param file the licence package
 * @param type if it is to be another than the package's
 * @param serial if it is not to be random
 * @param content what differs from the package
 */
record CheckedTakeOver(
        UnifiedSocialCreditCode issuer,
        Bytes file,
        Optional<LicenceTypeCode> type,
        Optional<String> serial,
        CheckedSuccessor content) {

    /**
     * @param today in Asia/Shanghai
     * @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID
     */
    static CheckedTakeOver of(TakeOverRequest request, LocalDate today) {
        var errors = new FieldErrors();
        var issuer = errors.parsed(
                "issuer",
                request.issuer(),
                "a unified social credit code of 18 characters with a right check character",
                UnifiedSocialCreditCode::parse);
        var file = errors.parsed(
                "licencePackage",
                request.licencePackage(),
                "base64url",
                text -> Bytes.of(Base64.getUrlDecoder().decode(text)));
        String code = request.type();
        Optional<LicenceTypeCode> type = code == null
                ? Optional.empty()
                : errors.parsed(
                        "type", code, "a licence type code of 21 characters (GB/T 36902)", LicenceTypeCode::parse);
        String serial = request.serial();
        if (serial != null && !CheckedRequest.SERIAL.matcher(serial).matches()) {
            errors.add("serial", FieldError.Code.FORMAT, CheckedRequest.SERIAL_EXPECTED);
        }
        errors.throwIfAny();
        var content = CheckedSuccessor.of(
                Occasion.TRANSFER,
                new SuccessorRequest(
                        request.holderName(),
                        request.holders(),
                        request.validFrom(),
                        request.validTo(),
                        request.fields(),
                        null,
                        request.decidedOn(),
                        null),
                today);
        return new CheckedTakeOver(
                issuer.orElseThrow(), file.orElseThrow(), type, Optional.ofNullable(serial), content);
    }

    /** Notes a serial where the type's number is personal. */
    void checkSerial(LicenceType type, FieldErrors errors) {
        CheckedRequest.checkSerial(type, serial, errors);
    }

    /** Whether {@code stored} is what this request made, {@code made} what it would make now. */
    boolean led(Licence stored, Licence made) {
        return stored.identifier().type().equals(made.identifier().type())
                && stored.identifier().issuer().equals(made.identifier().issuer())
                && serial.filter(wanted -> !wanted.equals(stored.identifier().serial()))
                        .isEmpty()
                && stored.holderName().equals(made.holderName())
                && stored.holders().equals(made.holders())
                && stored.fields().equals(made.fields())
                && stored.validFrom().equals(made.validFrom())
                && stored.validTo().equals(made.validTo())
                && stored.succession().equals(made.succession());
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "request to take a licence over";
    }
}
