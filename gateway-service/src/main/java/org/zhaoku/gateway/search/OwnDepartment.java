package org.zhaoku.gateway.search;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Mono;

/** Whose licences a caller sees: the one place in which the department that a caller names is checked. */
@Component
public class OwnDepartment {
    /**
     * The department that the caller names. Fails with FIELD_INVALID if it is no credit code, and with FORBIDDEN if the caller
     * does not act for it.
     */
    public Mono<UnifiedSocialCreditCode> of(@Nullable String department) {
        return Mono.fromCallable(() -> parse(department)).delayUntil(Callers::requireActingFor);
    }

    private static UnifiedSocialCreditCode parse(@Nullable String department) {
        var errors = new FieldErrors();
        var code = errors.parsed(
                "department",
                department,
                "a unified social credit code of 18 characters with a right check character",
                UnifiedSocialCreditCode::parse);
        errors.throwIfAny();
        return code.orElseThrow();
    }
}
