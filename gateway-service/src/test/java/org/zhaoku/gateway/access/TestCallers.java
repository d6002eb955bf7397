package org.zhaoku.gateway.access;

import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.util.context.Context;

/** Contexts of callers, for services that are called without a request. */
public final class TestCallers {
    private TestCallers() {}

    /** A caller who acts for the department. */
    public static Context department(UnifiedSocialCreditCode department) {
        return ReactiveSecurityContextHolder.withAuthentication(
                new CallerAuthentication(Caller.of("test", Set.of(Role.DEPARTMENT), Optional.of(department))));
    }
}
