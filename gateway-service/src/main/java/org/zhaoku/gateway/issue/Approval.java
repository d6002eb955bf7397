package org.zhaoku.gateway.issue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * A licence that a second person has to approve, and who did what with it.
 *
 * @param id of the licence
 * @param requesters who asked for it; more than one if another person sent the same request again
 * @param decision absent while it waits
 */
record Approval(
        String id,
        LicenceTypeCode type,
        UnifiedSocialCreditCode department,
        List<String> requesters,
        Instant requestedAt,
        Optional<Decided> decision) {
    /** What the second person said. */
    enum Decision {
        APPROVED,
        REFUSED
    }

    /**
     * The second person's decision.
     *
     * @param reason always there if it was refused
     */
    record Decided(Decision decision, String by, Instant at, Optional<String> reason) {}

    Approval {
        requesters = List.copyOf(requesters);
    }

    /** Says nothing of the persons. */
    @Override
    public String toString() {
        return "approval " + id;
    }
}
