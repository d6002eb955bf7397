package org.zhaoku.gateway.catalogue;

import java.util.Set;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Mono;

/** Who may say what a type is: the region's operator, and the department whose code begins the type's. */
final class Definers {
    private Definers() {}

    /** Fails with FORBIDDEN for who may not publish this. */
    static Mono<Void> requirePublisher(TypeDraft draft) {
        UnifiedSocialCreditCode authority = draft.type().code().definingAuthority();
        return Callers.require(
                caller -> caller.is(Role.OPERATOR)
                        || (caller.actsFor(authority) && Set.of(authority).containsAll(draft.issuers())),
                "A department publishes types whose code begins with its own, and gives itself alone the right to issue"
                        + " them; the region's operator does all else.");
    }

    /** Fails with FORBIDDEN for who may not change this type, and with TYPE_UNKNOWN if it is no type's code. */
    static Mono<Void> require(String code) {
        return Mono.defer(() -> {
            UnifiedSocialCreditCode authority = TypeController.parse(code).definingAuthority();
            return Callers.require(
                    caller -> caller.is(Role.OPERATOR) || caller.actsFor(authority),
                    "A department changes types whose code begins with its own; the region's operator changes all.");
        });
    }
}
