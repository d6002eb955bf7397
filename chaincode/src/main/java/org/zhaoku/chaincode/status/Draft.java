package org.zhaoku.chaincode.status;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.chaincode.batches.Batches;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.StateKeys;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/**
 * The changes of one transaction, each on top of those before it: a transaction does not see its own writes.
 */
final class Draft {
    private final LedgerState ledger;
    private final Optional<SignedBatch> own;
    private final NavigableMap<String, Bytes> writes = new TreeMap<>();

    /** @param own the batch that the same transaction anchors */
    Draft(LedgerState ledger, Optional<SignedBatch> own) {
        this.ledger = ledger;
        this.own = own;
    }

    LedgerState ledger() {
        return ledger;
    }

    Optional<BatchHeader> batch(Bytes key) {
        Optional<SignedBatch> mine = own.filter(batch -> batch.key().equals(key));
        return mine.isPresent() ? mine.map(SignedBatch::header) : Batches.find(ledger, key);
    }

    Optional<LicenceRecord> licence(UnifiedSocialCreditCode department, Bytes statement) {
        return get(StateKeys.status(department, statement)).map(LicenceRecord::decode);
    }

    Optional<Binding> binding(UnifiedSocialCreditCode department, Bytes statement) {
        return get(StateKeys.binding(department, statement)).map(Binding::decode);
    }

    private Optional<Bytes> get(String key) {
        Bytes written = writes.get(key);
        return written == null ? ledger.get(key) : Optional.of(written);
    }

    void put(UnifiedSocialCreditCode department, Bytes statement, LicenceRecord licence) {
        writes.put(StateKeys.status(department, statement), licence.encode());
    }

    void put(UnifiedSocialCreditCode department, Bytes statement, Binding binding) {
        writes.put(StateKeys.binding(department, statement), binding.encode());
    }

    void write() {
        writes.forEach(ledger::put);
    }
}
