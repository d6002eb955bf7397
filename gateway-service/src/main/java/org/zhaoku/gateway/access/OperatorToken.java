package org.zhaoku.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's own token. Whoever can read it in the data directory can read the keys beside it, too; so with the role
 * DEPARTMENT it stands for every department of this gateway.
 */
record OperatorToken(ApiToken token, Set<Role> roles) {
    Optional<Caller> caller(String candidate) {
        return token.matches(candidate)
                ? Optional.of(new Caller("token", roles, Optional.empty(), true, List.of(), Optional.empty()))
                : Optional.empty();
    }
}
