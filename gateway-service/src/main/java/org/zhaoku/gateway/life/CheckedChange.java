package org.zhaoku.gateway.life;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.status.StatusChange.Target;
import org.zhaoku.verifier.status.StatusReason;
import org.zhaoku.verifier.trust.TrustedAuthority;

/**
 * What is wanted of a licence.
 *
 * @param reason why; one that names no other licence
 * @param target who may take it over: if and only if it is let go
 * @param decidedOn day of the decision, if it was said
 * @param today in Asia/Shanghai
 */
record CheckedChange(StatusReason reason, Optional<Target> target, Optional<LocalDate> decidedOn, LocalDate today) {
    static final String REASONS = "SUSPENDED_AS_MEASURE, PAUSED, RESTORED, CANCELLED_ON_REQUEST, CANCELLED_EXPIRED,"
            + " CANCELLED_HOLDER_ENDED, REVOKED_WRONGLY_GRANTED, REVOKED_AS_PUNISHMENT, WITHDRAWN_FOR_CHANGE, VOID,"
            + " DISPUTE_RAISED or DISPUTE_SETTLED";

    private static final Set<StatusReason> ALONE = EnumSet.range(StatusReason.SUSPENDED_AS_MEASURE, StatusReason.VOID);

    /**
     * @param today in Asia/Shanghai
     * @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID
     */
    static CheckedChange of(@Nullable String reason, @Nullable String decidedOn, LocalDate today) {
        var errors = new FieldErrors();
        Optional<StatusReason> why = errors.parsed("reason", reason, REASONS, CheckedChange::alone);
        Optional<LocalDate> day = decidedOn(decidedOn, today, errors);
        errors.throwIfAny();
        return new CheckedChange(why.orElseThrow(), Optional.empty(), day, today);
    }

    /**
     * That a licence is let go, which cannot be taken back: the ledger must have the department, in the region that is named.
     *
     * @param authorities departments on the ledger by their codes
     * @param today in Asia/Shanghai
     * @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID
     */
    static CheckedChange of(
            TransferRequest request,
            Function<UnifiedSocialCreditCode, Optional<TrustedAuthority>> authorities,
            LocalDate today) {
        var errors = new FieldErrors();
        Optional<String> region = errors.required("region", request.region());
        Optional<UnifiedSocialCreditCode> department = errors.parsed(
                "department",
                request.department(),
                "a unified social credit code of 18 characters with a right check character",
                UnifiedSocialCreditCode::parse);
        Optional<TrustedAuthority> authority = department.flatMap(authorities);
        if (department.isPresent() && authority.isEmpty()) {
            errors.add("department", FieldError.Code.RANGE, "expected a department that is registered on the ledger");
        }
        if (region.isPresent()
                && authority.isPresent()
                && !authority.get().region().equals(region.get())) {
            errors.add(
                    "region",
                    FieldError.Code.RANGE,
                    "expected " + authority.get().region() + ", whose department it is");
        }
        Optional<LocalDate> day = decidedOn(request.decidedOn(), today, errors);
        errors.throwIfAny();
        return new CheckedChange(
                StatusReason.TRANSFERRED_OUT_TO,
                Optional.of(new Target(region.orElseThrow(), department.orElseThrow())),
                day,
                today);
    }

    private static Optional<LocalDate> decidedOn(@Nullable String text, LocalDate today, FieldErrors errors) {
        Optional<LocalDate> day = text == null
                ? Optional.empty()
                : errors.parsed("decidedOn", text, "a day as yyyy-MM-dd", LocalDate::parse);
        if (day.isPresent() && day.get().isAfter(today)) {
            errors.add("decidedOn", FieldError.Code.RANGE, "expected today or a day before, in Asia/Shanghai");
        }
        return day;
    }

    private static StatusReason alone(String name) {
        StatusReason reason = StatusReason.valueOf(name);
        if (!reason.isMark() && !ALONE.contains(reason)) {
            throw new IllegalArgumentException("another licence or department belongs to it");
        }
        return reason;
    }
}
