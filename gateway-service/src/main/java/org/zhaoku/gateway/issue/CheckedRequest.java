package org.zhaoku.gateway.issue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.catalogue.LicenceType;
import org.zhaoku.gateway.holder.Holder;
import org.zhaoku.gateway.holder.HolderRequest;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.IdempotencyKey;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * A request whose own parts are well-formed; its fields are checked when the type is known.
 *
 * @param once the caller's own key of this request, if it has one: the same key again is the same licence
 * @param urgent whether it goes before others
 */
record CheckedRequest(
        LicenceTypeCode type,
        UnifiedSocialCreditCode issuer,
        String holderName,
        List<Holder> holders,
        Optional<LocalDate> validFrom,
        Optional<LocalDate> validTo,
        Optional<String> serial,
        Map<String, @Nullable Object> fields,
        Optional<String> once,
        boolean urgent) {

    static final Pattern SERIAL = Pattern.compile("[0-9A-Z]{1,32}");
    static final String SERIAL_EXPECTED = "expected 1 to 32 digits and capital letters";
    static final int MAX_HOLDER_NAME = 200;
    private static final String DAY = "a day as yyyy-MM-dd";

    /** @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID */
    static CheckedRequest of(IssueRequest request) {
        var errors = new FieldErrors();
        var type = errors.parsed(
                "type", request.type(), "a licence type code of 21 characters (GB/T 36902)", LicenceTypeCode::parse);
        var issuer = errors.parsed(
                "issuer",
                request.issuer(),
                "a unified social credit code of 18 characters with a right check character",
                UnifiedSocialCreditCode::parse);
        List<Holder> holders =
                request.holders() == null ? List.of() : HolderRequest.checked("holders", request.holders(), errors);
        var holderName = holderName(request, holders, errors);
        var from = optional("validFrom", request.validFrom(), errors);
        var to = optional("validTo", request.validTo(), errors);
        String serial = request.serial();
        if (serial != null && !SERIAL.matcher(serial).matches()) {
            errors.add("serial", FieldError.Code.FORMAT, SERIAL_EXPECTED);
        }
        var fields = errors.required("fields", request.fields());
        Optional<String> once = IdempotencyKey.checked("idempotencyKey", request.idempotencyKey(), errors);
        errors.throwIfAny();
        return new CheckedRequest(
                type.orElseThrow(),
                issuer.orElseThrow(),
                holderName.orElseThrow(),
                holders,
                from,
                to,
                Optional.ofNullable(serial),
                fields.orElseThrow(),
                once,
                Boolean.TRUE.equals(request.urgent()));
    }

    /** The same with the key of the header, if one came. */
    CheckedRequest with(Optional<String> header) {
        return header.isEmpty()
                ? this
                : new CheckedRequest(
                        type, issuer, holderName, holders, validFrom, validTo, serial, fields, header, urgent);
    }

    private static Optional<String> holderName(IssueRequest request, List<Holder> holders, FieldErrors errors) {
        if (request.holders() == null) {
            return errors.text("holderName", request.holderName(), MAX_HOLDER_NAME);
        }
        String names = HolderFields.names(holders);
        if (request.holderName() != null && !request.holderName().equals(names)) {
            errors.add(
                    "holderName",
                    FieldError.Code.RANGE,
                    "expected the names of holders with commas between; leave it out");
        }
        return Optional.of(names);
    }

    private static Optional<LocalDate> optional(String field, @Nullable String day, FieldErrors errors) {
        return day == null ? Optional.empty() : errors.parsed(field, day, DAY, FieldRules::date);
    }

    /** Notes a serial where the type's number is personal: it must be random there. */
    void checkSerial(LicenceType type, FieldErrors errors) {
        checkSerial(type, serial, errors);
    }

    static void checkSerial(LicenceType type, Optional<String> serial, FieldErrors errors) {
        if (type.personalNumber() && serial.isPresent()) {
            errors.add(
                    "serial",
                    FieldError.Code.RANGE,
                    "the number of this type is personal, so its serials are random; leave it out");
        }
    }

    /** Notes a last day before {@code from}. */
    void checkDates(LocalDate from, FieldErrors errors) {
        if (validTo.isPresent() && validTo.get().isBefore(from)) {
            errors.add(
                    "validTo", FieldError.Code.RANGE, "expected a day not before the first; the last day is included");
        }
    }

    /** Says nothing of the holder. */
    @Override
    public String toString() {
        return "request for a licence of type " + type;
    }
}
