package org.zhaoku.gateway.issue;

import java.time.Instant;
import java.util.Optional;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Approvals in the database. Each method is one write or one read. */
interface ApprovalRepository {
    /** Stores who asked for a licence; if somebody did before, the name is added. */
    Mono<Approval> open(
            String id, LicenceTypeCode type, UnifiedSocialCreditCode department, String requester, Instant at);

    Mono<Approval> find(String id);

    /**
     * Those that wait, or were decided so, oldest first.
     *
     * @param department only its own; of all if empty
     * @param after only those that come after this one
     */
    Flux<Approval> list(
            Optional<UnifiedSocialCreditCode> department,
            Optional<Approval.Decision> decision,
            Optional<Approval> after,
            int limit);

    /** Stores the decision, unless there is one; the approval as it is then. */
    Mono<Approval> decide(String id, Approval.Decided decision);

    /** Notes that the licence follows the decision. */
    Mono<Void> applied(String id);

    /** Decided ones whose licences may not follow the decision yet. */
    Flux<Approval> unapplied();
}
