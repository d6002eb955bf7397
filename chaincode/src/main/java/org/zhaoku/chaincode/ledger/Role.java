package org.zhaoku.chaincode.ledger;

/** What a region lets the submitter of a transaction do; queries need none. */
public enum Role {
    /** Keeps the region's entries: departments, keys, rights, types, its own place in the directory. */
    OPERATOR,
    /** Carries what departments have signed: batches, changes of state, agreements; anchors access logs. */
    GATEWAY,
    /** Reads only. */
    AUDITOR
}
