package org.zhaoku.gateway.ledger.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.gateway.ledger.Submitter;
import org.zhaoku.gateway.ledger.TransactionState;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;

/** The transactions of a block in the making; each sees the writes of those before it, and not its own. */
final class BlockDraft {
    private final Network network;
    private final NavigableMap<String, Bytes> state;
    private final Map<String, Bytes> written = new HashMap<>();
    private final List<EmbeddedBlock.Transaction> transactions = new ArrayList<>();

    BlockDraft(Network network, NavigableMap<String, Bytes> state) {
        this.network = network;
        this.state = state;
    }

    /** Runs the contracts; a refused command, or one that changes nothing, leaves no transaction. */
    Outcome run(Command command) {
        var transaction = new TransactionState(
                network,
                Submitter.sole(EmbeddedLedger.REGION),
                key -> written.containsKey(key) ? written.get(key) : state.get(key));
        Outcome outcome = Contracts.apply(transaction, command);
        if (outcome == Outcome.CHANGED) {
            written.putAll(transaction.writes());
            transactions.add(new EmbeddedBlock.Transaction(
                    command.kind().function(), command.encode(), transaction.writes(), transaction.event()));
        }
        return outcome;
    }

    List<EmbeddedBlock.Transaction> transactions() {
        return transactions;
    }
}
