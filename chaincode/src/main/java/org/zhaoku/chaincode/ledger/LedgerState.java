package org.zhaoku.chaincode.ledger;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * What one transaction sees and changes: the port on which the contracts stand. Fabric's stub is one adapter, an embedded
 * store another. Its writes take effect together when the transaction commits, or not at all.
 */
public interface LedgerState extends LedgerView {
    /** The MSP id of the region that submits the transaction. */
    String callerRegion();

    /** Whether the submitter's region gave it this role. */
    boolean callerHas(Role role);

    /** Writes {@code value}, never empty, when the transaction commits. */
    void put(String key, Bytes value);

    /**
     * Says whose endorsement the next change of {@code key} needs, when the transaction commits. A ledger that one region keeps
     * alone has nobody else to ask and ignores it.
     */
    void restrict(String key, EndorsementPolicy policy);

    /** Announces the transaction to the readers of the ledger; at most once. */
    void emit(String name, Bytes payload);
}
