package org.zhaoku.gateway.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Reads a caller from the claims of a token whose signature, issuer, audience and times were checked. */
@Component
final class JwtCallers {
    private static final int MAX_NAME = 200;

    private final AccessProperties.Claims claims;

    JwtCallers(AccessProperties properties) {
        this.claims = properties.claims();
    }

    /** @throws RefusedCredentialException if it names no caller, no role of ours, or a department's role without a department */
    Caller caller(Jwt token) {
        String name = claim(token.getClaims(), claims.name())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank() && text.length() <= MAX_NAME)
                .orElseThrow(() -> refused("a name in the claim " + claims.name()));
        Set<Role> roles = roles(token);
        if (roles.isEmpty()) {
            throw refused("a role of this gateway in the claim " + claims.roles());
        }
        Optional<UnifiedSocialCreditCode> department =
                roles.contains(Role.DEPARTMENT) ? Optional.of(department(token)) : Optional.empty();
        return Caller.of("oidc:" + name, roles, department);
    }

    private UnifiedSocialCreditCode department(Jwt token) {
        return claim(token.getClaims(), claims.department())
                .map(String::valueOf)
                .flatMap(code -> {
                    try {
                        return Optional.of(UnifiedSocialCreditCode.parse(code));
                    } catch (IllegalArgumentException e) {
                        return Optional.empty();
                    }
                })
                .orElseThrow(() -> refused("a unified social credit code in the claim " + claims.department()
                        + ", since it has the role DEPARTMENT"));
    }

    // an application's rights are those of its API key
    private Set<Role> roles(Jwt token) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        claim(token.getClaims(), claims.roles()).stream()
                .flatMap(JwtCallers::names)
                .flatMap(name -> role(name).stream())
                .filter(role -> role != Role.APP)
                .forEach(roles::add);
        return roles;
    }

    private static Stream<String> names(Object claim) {
        return claim instanceof Collection<?> many
                ? many.stream().map(String::valueOf)
                : Arrays.stream(String.valueOf(claim).split(" ", -1));
    }

    private Optional<Role> role(String name) {
        return claims.roleNames().isEmpty()
                ? Arrays.stream(Role.values())
                        .filter(role -> role.name().equals(name.toUpperCase(Locale.ROOT)))
                        .findFirst()
                : Optional.ofNullable(claims.roleNames().get(name));
    }

    /** The claim of this name; a claim whose own name has dots goes before a way into objects. */
    private static Optional<Object> claim(Map<String, Object> from, String path) {
        if (from.containsKey(path)) {
            return Optional.ofNullable(from.get(path));
        }
        Optional<Object> found = Optional.of(from);
        for (String step : path.split("\\.", -1)) {
            found = found.filter(Map.class::isInstance).map(object -> ((Map<?, ?>) object).get(step));
        }
        return found;
    }

    private static RefusedCredentialException refused(String missing) {
        return new RefusedCredentialException(
                "The token is genuine, but this gateway expects " + missing + "; the provider must send it.");
    }
}
