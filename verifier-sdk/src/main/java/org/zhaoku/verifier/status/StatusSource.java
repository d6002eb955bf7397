package org.zhaoku.verifier.status;

import java.util.Optional;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** Where a verifier learns the state of a licence: lists in a trust bundle, or a gateway that was asked. */
@FunctionalInterface
public interface StatusSource {
    /**
     * What is known of a licence.
     *
     * @param issuer the department that issued it
     * @param number the licence's number in that department: tile × 256 + place, from 0
     * @return empty if the source does not know it; never a guess
     */
    Optional<StatusEvidence> status(UnifiedSocialCreditCode issuer, long number);
}
