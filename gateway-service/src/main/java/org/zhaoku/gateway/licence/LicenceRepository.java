package org.zhaoku.gateway.licence;

import java.util.List;
import java.util.Set;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Licences in the database. Each method is one write or one read; the order of writes in which a crash loses nothing is the
 * outbox's business. Holder, fields and disclosures are stored encrypted.
 */
public interface LicenceRepository {
    /** Stores a licence in state RECEIVED. Fails with {@code DuplicateIdentifierException} if its identifier is taken. */
    Mono<Void> insert(Licence licence);

    Mono<Licence> find(String id);

    /** All licences in this state, oldest first. */
    Flux<Licence> inState(LicenceState state);

    /** RECEIVED → SIGNED; does nothing if it is past that. */
    Mono<Void> signed(String id, Bytes statement, Bytes disclosures);

    /**
     * Takes up to {@code limit} SIGNED licences of a department that no draft has taken, oldest first, for the batch draft
     * {@code draft}: each by one atomic write, so that a licence never is in two drafts, whatever other gateways do.
     *
     * @param without types to which the department has no right any more: in a batch they would hold up all others
     */
    Flux<Licence> claim(UnifiedSocialCreditCode department, Set<LicenceTypeCode> without, String draft, int limit);

    /**
     * Puts another statement in the place of one that the draft {@code draft} has claimed and that is in no stored batch.
     *
     * @return the licence with it; empty if the draft does not have the licence any more
     */
    Mono<Licence> signedAnew(String id, String draft, Bytes statement, Bytes disclosures);

    /** Gives up drafts that begin with {@code prefix} for which no batch was stored; for repair at start. */
    Mono<Void> release(String prefix, List<String> storedDrafts);

    /** SIGNED → ANCHORING for all licences of a draft, which now is the stored batch {@code batchKey}. */
    Mono<Void> anchoring(String draft, Bytes batchKey);

    /** ANCHORING → IN_FORCE with its receipt. */
    Mono<Void> inForce(String id, FullReceipt receipt);

    /** Departments that have SIGNED licences which no draft has taken. */
    Flux<UnifiedSocialCreditCode> departmentsWithSigned();
}
