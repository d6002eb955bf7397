package org.zhaoku.gateway.ledger.fabric;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;

/** Fabric's failures by stage, as what they mean for the transaction. */
final class FabricErrors {
    /** How a peer passes on what the contracts said. */
    private static final Pattern CONTRACT =
            Pattern.compile("chaincode response \\d+, ([A-Z][A-Z0-9_]+): (.*)", Pattern.DOTALL);

    private FabricErrors() {}

    /** Endorsement or evaluation failed: nothing was ordered. */
    static LedgerException notOrdered(GatewayException e) {
        return e.getDetails().stream()
                .map(detail -> CONTRACT.matcher(detail.getMessage()))
                .filter(Matcher::find)
                .map(said -> new LedgerException(Kind.REFUSED, said.group(1), said.group(2), e))
                .findFirst()
                .orElseGet(() -> unavailable(e));
    }

    static LedgerException unavailable(Throwable e) {
        return new LedgerException(
                Kind.UNAVAILABLE, "LEDGER_UNAVAILABLE", "the Fabric network did not take it: " + e.getMessage(), e);
    }

    /** It was sent to be ordered, or may have been. */
    static LedgerException inDoubt(Throwable e) {
        return new LedgerException(
                Kind.IN_DOUBT, "LEDGER_IN_DOUBT", "it is not known whether Fabric committed it: " + e.getMessage(), e);
    }

    /** It was committed as invalid, so it changed nothing. */
    static LedgerException invalid(Status status) {
        TxValidationCode code = status.getCode();
        boolean raced = code == TxValidationCode.MVCC_READ_CONFLICT || code == TxValidationCode.PHANTOM_READ_CONFLICT;
        return new LedgerException(
                raced ? Kind.UNAVAILABLE : Kind.REFUSED,
                "LEDGER_" + code.name(),
                "Fabric committed the transaction as invalid: " + code.name());
    }
}
