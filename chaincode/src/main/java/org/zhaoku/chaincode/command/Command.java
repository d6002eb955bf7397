package org.zhaoku.chaincode.command;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

/**
 * One change of the ledger that a region asks for: the only argument of a transaction, as a deterministic CBOR map whose
 * key 1 is the format, 1.
 */
public sealed interface Command
        permits RegisterAuthority,
                AddKey,
                AuthoriseType,
                RevokeType,
                RetireKey,
                DistrustKey,
                PutRegion,
                AnchorBatch,
                RenewBatch,
                ChangeStatus,
                PublishType,
                TakeAgreementStep,
                AnchorAccessLog {
    /** Which command this is, with the names of its function and event. */
    CommandKind kind();

    /** The argument's bytes. */
    Bytes encode();

    /** The map that every command begins with. */
    static Cbor.MapBuilder format1() {
        return Cbor.map().put(1, Cbor.of(1));
    }
}
