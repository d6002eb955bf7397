package org.zhaoku.chaincode.logs;

import java.util.Optional;
import org.zhaoku.chaincode.command.AnchorAccessLog;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.LedgerState;
import org.zhaoku.chaincode.ledger.StateKeys;

/** Anchors roots of access logs, each under a key of its own. The same again is the same, so a retry is safe. */
public final class LogContract {
    private LogContract() {}

    /** Anchors the next root of the caller's region. */
    public static Outcome anchor(LedgerState ledger, AnchorAccessLog command) {
        Optional<AnchorAccessLog> existing = find(ledger, command.sequence());
        if (existing.isPresent()) {
            if (existing.get().equals(command)) {
                return Outcome.SAME;
            }
            throw new ContractException(
                    ErrorCode.LOG_TAKEN,
                    "expected root " + command.sequence() + " as it is recorded, got another; look at logs:all");
        }
        if (command.sequence() > 1) {
            AnchorAccessLog before = find(ledger, command.sequence() - 1)
                    .orElseThrow(() -> new ContractException(
                            ErrorCode.LOG_SEQUENCE_WRONG,
                            "expected the next root of this region, got " + command.sequence()
                                    + "; anchor those before it first"));
            if (command.size() < before.size() || command.from() < before.to()) {
                throw new ContractException(
                        ErrorCode.LOG_GOES_BACK,
                        "expected a log of " + before.size() + " entries at least and a period from " + before.to()
                                + " on, got " + command.size() + " and " + command.from());
            }
        }
        ledger.put(StateKeys.accessLog(ledger.callerRegion(), command.sequence()), command.encode());
        return Outcome.CHANGED;
    }

    private static Optional<AnchorAccessLog> find(LedgerState ledger, long sequence) {
        return ledger.get(StateKeys.accessLog(ledger.callerRegion(), sequence)).map(AnchorAccessLog::decode);
    }
}
