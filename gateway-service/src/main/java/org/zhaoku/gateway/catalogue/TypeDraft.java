package org.zhaoku.gateway.catalogue;

import java.util.Set;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * A definition that may still change. Nothing is issued under it.
 *
 * @param type with the version that it takes when it is published
 * @param issuers departments that get the right then
 */
record TypeDraft(LicenceType type, Set<UnifiedSocialCreditCode> issuers) {
    TypeDraft {
        issuers = Set.copyOf(issuers);
    }
}
