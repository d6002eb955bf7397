package org.zhaoku.gateway.issue;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;

/**
 * What the second person says.
 *
 * @param decision APPROVED or REFUSED
 * @param reason needed to refuse
 */
@Schema(name = "ApprovalDecision")
record DecisionRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Approval.@Nullable Decision decision,

        @Schema(example = "经营场所与申请材料不符") @Nullable String reason) {
    private static final int MAX_REASON = 500;

    /**
     * A checked decision.
     *
     * @param reason there if it is refused
     */
    record Checked(Approval.Decision decision, Optional<String> reason) {}

    /** @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID */
    Checked checked() {
        var errors = new FieldErrors();
        Optional<Approval.Decision> wanted = errors.required("decision", decision);
        Optional<String> why = reason == null ? Optional.empty() : errors.checked("reason", reason, MAX_REASON);
        if (reason == null && decision == Approval.Decision.REFUSED) {
            errors.add("reason", FieldError.Code.MISSING, "expected the reason why it is refused");
        }
        errors.throwIfAny();
        return new Checked(wanted.orElseThrow(), why);
    }

    /** Says nothing of the reason, which may name the holder. */
    @Override
    public String toString() {
        return "decision " + decision;
    }
}
