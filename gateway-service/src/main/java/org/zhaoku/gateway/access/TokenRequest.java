package org.zhaoku.gateway.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * A token for trying out.
 *
 * @param name of the account, invented
 * @param roles one at least, without APP
 * @param department for the role DEPARTMENT, and only for it
 */
record TokenRequest(
        @Schema(example = "demo-clerk", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<@Nullable Role> roles,

        @Schema(example = "11440300000000019K") @Nullable String department) {
    private static final int MAX_NAME = 64;

    /** An account as it is put into a token. */
    record Account(String name, Set<Role> roles, Optional<UnifiedSocialCreditCode> department) {}

    /** @throws org.zhaoku.gateway.web.ProblemException with FIELD_INVALID */
    Account checked() {
        var errors = new FieldErrors();
        Optional<String> account = errors.text("name", name, MAX_NAME);
        Optional<Set<Role>> asked = errors.required("roles", roles)
                .filter(list -> !list.isEmpty() && !list.contains(null) && !list.contains(Role.APP))
                .map(Set::copyOf);
        if (asked.isEmpty()) {
            errors.add("roles", FieldError.Code.RANGE, "expected one role at least, and not APP, which has API keys");
        }
        Optional<UnifiedSocialCreditCode> code = department == null
                ? Optional.empty()
                : errors.parsed(
                        "department",
                        department,
                        "a unified social credit code of 18 characters with a right check character",
                        UnifiedSocialCreditCode::parse);
        if (asked.isPresent() && asked.get().contains(Role.DEPARTMENT) != (department != null)) {
            errors.add("department", FieldError.Code.RANGE, "expected with the role DEPARTMENT, and only with it");
        }
        errors.throwIfAny();
        return new Account(account.orElseThrow(), asked.orElseThrow(), code);
    }
}
