package org.zhaoku.chaincode.ledger;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * What one transaction sees and changes: the port on which the contracts stand. Fabric's stub is one adapter, an embedded
 * store another. Its writes take effect together when the transaction commits, or not at all.
 */
public interface LedgerState extends LedgerView {
    /** The MSP id of the region that submits the transaction. */
    String callerRegion();

    /** Writes {@code value}, never empty, when the transaction commits. */
    void put(String key, Bytes value);

    /** Announces the transaction to the readers of the ledger; at most once. */
    void emit(String name, Bytes payload);
}
