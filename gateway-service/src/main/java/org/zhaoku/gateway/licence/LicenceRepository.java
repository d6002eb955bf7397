package org.zhaoku.gateway.licence;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceIdentifier;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Licences in the database. Each method is one write or one read; the order of writes in which a crash loses nothing is the
 * outbox's business. Holder, fields and disclosures are stored encrypted.
 */
public interface LicenceRepository {
    /** Stores a licence in state RECEIVED or AWAITING_APPROVAL. Fails with {@code DuplicateIdentifierException} if its identifier is taken. */
    Mono<Void> insert(Licence licence);

    /**
     * Stores licences, RECEIVED or SIGNED, by one write.
     *
     * @param drafts by id, the drafts to which SIGNED ones belong from the start on: they are stored as ANCHORING
     * @return which of them, from 0, were not stored, since their id or their identifier is taken; after an error any of them
     *     may have been stored
     */
    Mono<Set<Integer>> insertAll(List<Licence> licences, Map<String, String> drafts);

    /** Fails with {@link LicenceErasedException} if its personal data were destroyed. */
    Mono<Licence> find(String id);

    /**
     * A licence for who has the right to it; empty for all others, who do not learn whether there is one, or was.
     *
     * @param may whether the caller has the right to a licence with this identifier
     */
    default Mono<Licence> find(String id, Function<LicenceIdentifier, Mono<Boolean>> may) {
        return find(id).filterWhen(licence -> may.apply(licence.identifier()))
                .onErrorResume(
                        LicenceErasedException.class,
                        erased ->
                                may.apply(erased.identifier()).flatMap(yes -> yes ? Mono.error(erased) : Mono.empty()));
    }

    /** The licence with this identifier; one that was refused, too. */
    Mono<StoredStatement> find(LicenceIdentifier identifier);

    /** Those that are there, in no order. */
    Flux<StoredStatement> statements(List<String> ids);

    Mono<Long> count(LicenceState state);

    /** All licences in this state, oldest first. */
    Flux<Licence> inState(LicenceState state);

    /**
     * AWAITING_APPROVAL → RECEIVED.
     *
     * @param issued day of issue, which is that of the approval
     * @return the licence; empty if it does not wait for an approval
     */
    Mono<Licence> approved(String id, LocalDate issued);

    /** Deletes a licence that is AWAITING_APPROVAL, with all that was asked for; does nothing if it does not wait. */
    Mono<Void> refused(String id);

    /** RECEIVED → SIGNED; does nothing if it is past that. */
    Mono<Void> signed(String id, Bytes statement, Bytes disclosures);

    /**
     * Up to {@code limit} SIGNED licences of a department, oldest first.
     *
     * @param without types to which the department has no right any more: in a batch they would hold up all others
     */
    Flux<SignedLicence> waiting(UnifiedSocialCreditCode department, Set<LicenceTypeCode> without, int limit);

    /**
     * SIGNED → ANCHORING in the draft {@code draft}: each by one atomic write, so that a licence never is in two drafts, whatever
     * other gateways do.
     *
     * @return ids of those that the draft has now, in the order of {@code ids}
     */
    Flux<String> claim(List<String> ids, String draft);

    /**
     * Puts another statement in the place of one that the draft {@code draft} has claimed and that is in no stored batch.
     *
     * @return the licence with it; empty if the draft does not have the licence any more
     */
    Mono<Licence> signedAnew(String id, String draft, Bytes statement, Bytes disclosures);

    /** Gives up drafts that begin with {@code prefix}, but those of stored batches: ANCHORING → SIGNED; for repair at start. */
    Mono<Void> release(String prefix, Collection<String> storedDrafts);

    /** Gives up drafts that are in no stored batch: ANCHORING → SIGNED. */
    Mono<Void> release(Collection<String> drafts);

    /**
     * Deletes the licences of drafts that begin with {@code prefix}, but those of stored batches: a department signed them for
     * one batch by itself, and that was not stored.
     */
    Mono<Void> withdraw(String prefix, Collection<String> storedDrafts);

    /** Takes licences out of drafts that are in no stored batch: ANCHORING → SIGNED. */
    Mono<Void> giveBack(Collection<String> ids);

    /** ANCHORING → IN_FORCE for each with its receipt, as part of the batch {@code batchKey}; others stay as they are. */
    Mono<Void> inForce(Bytes batchKey, Map<String, FullReceipt> receipts);

    /** ANCHORING → REFUSED for successors whose predecessor changed in between; others stay as they are. */
    Mono<Void> overtaken(List<String> ids);

    /** Licences that wait for the ledger: SIGNED, and ANCHORING in drafts that begin with {@code prefix}. */
    Mono<Long> countWaiting(String prefix);

    /** Departments that have SIGNED licences. */
    Flux<UnifiedSocialCreditCode> departmentsWithSigned();
}
