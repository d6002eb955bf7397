package org.zhaoku.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * Who is calling.
 *
 * @param name for the record of who did what: {@code token}, {@code oidc:}, {@code cert:} or {@code key:} with the provider's,
 *     the configuration's or the key's name. May be a person's: never logged
 * @param roles at least one
 * @param department the one for which a DEPARTMENT acts
 * @param everyDepartment whether a DEPARTMENT acts for every department of this gateway: the operator's token alone
 * @param rights of an APP
 * @param purpose that an APP named with this request
 */
public record Caller(
        String name,
        Set<Role> roles,
        Optional<UnifiedSocialCreditCode> department,
        boolean everyDepartment,
        List<ApiRight> rights,
        Optional<String> purpose) {
    public Caller {
        roles = Set.copyOf(roles);
        rights = List.copyOf(rights);
    }

    /** A caller who is no application. */
    static Caller of(String name, Set<Role> roles, Optional<UnifiedSocialCreditCode> department) {
        return new Caller(name, roles, department, false, List.of(), Optional.empty());
    }

    /** Whether the caller has the role. */
    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether the caller may issue and change for the department. */
    public boolean actsFor(UnifiedSocialCreditCode asked) {
        return is(Role.DEPARTMENT)
                && (everyDepartment || department.filter(asked::equals).isPresent());
    }

    /**
     * Whether the caller may read a licence. If not, the caller must not learn whether it is there.
     *
     * @throws org.zhaoku.gateway.web.ProblemException PURPOSE_NOT_ALLOWED if the application may read the type, but not for this
     */
    public boolean mayRead(UnifiedSocialCreditCode issuer, LicenceTypeCode type) {
        if (actsFor(issuer)) {
            return true;
        }
        Optional<ApiRight> right = is(Role.APP)
                ? rights.stream().filter(each -> each.type().equals(type)).findFirst()
                : Optional.empty();
        right.filter(each -> purpose.filter(each.purposes()::contains).isEmpty())
                .ifPresent(each -> {
                    throw ProblemCode.PURPOSE_NOT_ALLOWED.because(
                            "Send the header " + Callers.PURPOSE + " with a purpose of your API key for this type: "
                                    + String.join(", ", each.purposes()) + ".");
                });
        return right.isPresent();
    }

    /** Says nothing of who it is. */
    @Override
    public String toString() {
        return "caller " + roles;
    }
}
