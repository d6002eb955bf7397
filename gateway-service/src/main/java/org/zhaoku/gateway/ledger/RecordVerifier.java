package org.zhaoku.gateway.ledger;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;

/**
 * Puts each record through the contracts again, over a state made of the records before it and with the region and the roles of
 * whoever signed the envelope. One thread at a time.
 */
public final class RecordVerifier {
    private final Network network;
    private final NavigableMap<String, Bytes> state = new TreeMap<>();

    public RecordVerifier(Network network) {
        this.network = network;
    }

    /**
     * Takes the next record.
     *
     * @throws RefusedRecordException if no honest contract would have announced it; it changed nothing
     */
    public LedgerEvent take(LedgerBlock.Entry entry) {
        LedgerEvent event = event(entry);
        if (!event.region().equals(entry.submitter().region())) {
            throw new RefusedRecordException(
                    "RECORD_REGION_WRONG",
                    "expected a record of the region that signed the envelope, "
                            + entry.submitter().region() + ", got one of " + event.region());
        }
        var transaction = new TransactionState(network, entry.submitter(), state::get);
        try {
            if (Contracts.apply(transaction, event.command()) == Outcome.SAME) {
                throw new RefusedRecordException("RECORD_REPEATED", "expected a change, got what was recorded before");
            }
        } catch (ContractException e) {
            throw new RefusedRecordException(e.code().name(), e.wire(), e);
        }
        state.putAll(transaction.writes());
        return event;
    }

    private static LedgerEvent event(LedgerBlock.Entry entry) {
        try {
            return LedgerEvent.decode(entry.name(), entry.payload());
        } catch (IllegalArgumentException e) {
            throw new RefusedRecordException("RECORD_MALFORMED", "it is no ledger event: " + e.getMessage(), e);
        }
    }

    /** The state that the records taken so far make. */
    public NavigableMap<String, Bytes> state() {
        return Collections.unmodifiableNavigableMap(state);
    }
}
