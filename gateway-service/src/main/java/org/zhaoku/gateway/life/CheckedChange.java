package org.zhaoku.gateway.life;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.status.StatusReason;

/**
 * What is wanted of a licence.
 *
 * @param reason why; one that names no other licence and no other department
 * @param decidedOn day of the decision, if it was said
 * @param today in Asia/Shanghai
 */
record CheckedChange(StatusReason reason, Optional<LocalDate> decidedOn, LocalDate today) {
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
        Optional<LocalDate> day = decidedOn == null
                ? Optional.empty()
                : errors.parsed("decidedOn", decidedOn, "a day as yyyy-MM-dd", LocalDate::parse);
        if (day.isPresent() && day.get().isAfter(today)) {
            errors.add("decidedOn", FieldError.Code.RANGE, "expected today or a day before, in Asia/Shanghai");
        }
        errors.throwIfAny();
        return new CheckedChange(why.orElseThrow(), day, today);
    }

    private static StatusReason alone(String name) {
        StatusReason reason = StatusReason.valueOf(name);
        if (!reason.isMark() && !ALONE.contains(reason)) {
            throw new IllegalArgumentException("another licence or department belongs to it");
        }
        return reason;
    }
}
