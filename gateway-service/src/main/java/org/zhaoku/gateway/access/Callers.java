package org.zhaoku.gateway.access;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * What the caller of this request may do with whose data. All ask the reactive security context; without one nobody may anything.
 *
 * <p>Where it is a secret that something exists, use {@link #mayRead}, {@link #mayChange} or {@link #mayFollow} in a {@code
 * filterWhen} before the {@code switchIfEmpty} that answers 404; elsewhere {@link #require} and {@link #requireActingFor}, which
 * answer FORBIDDEN.
 */
public final class Callers {
    /** The header in which an application names its purpose. */
    public static final String PURPOSE = "Zhaoku-Purpose";

    private Callers() {}

    /** The caller; empty for one without credentials. */
    public static Mono<Caller> current() {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .ofType(CallerAuthentication.class)
                .map(CallerAuthentication::caller);
    }

    /** Whether the caller may read a licence of this issuer and type. */
    public static Mono<Boolean> mayRead(UnifiedSocialCreditCode issuer, LicenceTypeCode type) {
        return is(caller -> caller.mayRead(issuer, type));
    }

    /** Whether the caller may change a licence of this issuer. */
    public static Mono<Boolean> mayChange(UnifiedSocialCreditCode issuer) {
        return is(caller -> caller.actsFor(issuer));
    }

    /** Whether the caller may see what became of a licence of this issuer, without its content. */
    public static Mono<Boolean> mayFollow(UnifiedSocialCreditCode issuer) {
        return is(caller -> caller.actsFor(issuer) || caller.is(Role.AUDITOR));
    }

    /** Fails with FORBIDDEN unless the caller acts for the department. */
    public static Mono<Void> requireActingFor(UnifiedSocialCreditCode department) {
        return is(caller -> caller.actsFor(department))
                .filter(yes -> yes)
                .switchIfEmpty(Mono.error(() -> notActingFor(department)))
                .then();
    }

    /** The caller. Fails with FORBIDDEN for one without credentials. */
    public static Mono<Caller> required() {
        return current().switchIfEmpty(Mono.error(() -> ProblemCode.FORBIDDEN.because("Send credentials.")));
    }

    /** FORBIDDEN for who does not act for the department. */
    public static ProblemException notActingFor(UnifiedSocialCreditCode department) {
        return ProblemCode.FORBIDDEN.because(
                "You do not act for the department " + department.value() + "; only it may do this.");
    }

    /**
     * Fails with FORBIDDEN unless the caller is as said.
     *
     * @param detail who may
     */
    public static Mono<Void> require(Predicate<Caller> may, String detail) {
        return is(may).filter(yes -> yes)
                .switchIfEmpty(Mono.error(() -> ProblemCode.FORBIDDEN.because(detail)))
                .then();
    }

    /** For work that goes on after a request: whoever asked acts for this department, and has no other right. */
    public static Context asking(String name, UnifiedSocialCreditCode department) {
        return ReactiveSecurityContextHolder.withAuthentication(
                new CallerAuthentication(Caller.of(name, Set.of(Role.DEPARTMENT), Optional.of(department))));
    }

    private static Mono<Boolean> is(Predicate<Caller> may) {
        return current().map(may::test).defaultIfEmpty(false);
    }
}
