package org.zhaoku.gateway.ledger.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;

/**
 * Derives an embedded ledger anew: the chain of hashes, and every transaction once more through the contracts, which must write
 * the same state and tell the same event. Reads the file only, so a gateway may be running on it.
 */
public final class LedgerCheck {
    private final TreeMap<String, Bytes> state = new TreeMap<>();
    private @Nullable Network network;
    private long blocks;
    private long transactions;

    private LedgerCheck() {}

    /**
     * What was found to hold.
     *
     * @param network name of the ledger's network
     * @param blocks number of whole blocks
     * @param transactions in all of them
     * @param hash of the last block; whoever notes it can tell later whether this history is still the same
     */
    public record Result(Network network, long blocks, long transactions, Bytes hash) {}

    /**
     * Checks the ledger in this file.
     *
     * @throws LedgerException with code {@code LEDGER_DAMAGED}, whose message names the first bad block and what is wrong with it
     * @throws IOException if the file cannot be read
     */
    public static Result of(Path file) throws IOException {
        var check = new LedgerCheck();
        Bytes hash = BlockFile.read(file, check::take);
        if (check.network == null) {
            throw bad(0, "the ledger has no block");
        }
        return new Result(check.network, check.blocks, check.transactions, hash);
    }

    private void take(EmbeddedBlock block) {
        if (network == null) {
            network = new Network(block.network());
        }
        if (!block.network().equals(network.name())) {
            throw bad(block.number(), "it is of another network than block 0");
        }
        var again = new BlockDraft(network, state);
        for (int i = 0; i < block.transactions().size(); i++) {
            run(again, block, i);
        }
        block.transactions().forEach(transaction -> state.putAll(transaction.writes()));
        blocks++;
        transactions += block.transactions().size();
    }

    private static void run(BlockDraft again, EmbeddedBlock block, int index) {
        EmbeddedBlock.Transaction transaction = block.transactions().get(index);
        Consumer<String> wrong = what -> {
            throw bad(block.number(), "transaction " + index + " (" + transaction.function() + ") " + what);
        };
        try {
            Command command = CommandKind.ofFunction(transaction.function())
                    .orElseThrow(() -> new IllegalArgumentException("no such function"))
                    .decode(transaction.argument());
            again.run(command);
        } catch (ContractException e) {
            wrong.accept("is refused by the contracts: " + e.code());
        } catch (IllegalArgumentException e) {
            wrong.accept("cannot be read");
        }
        if (again.transactions().size() <= index) {
            wrong.accept("changes nothing");
        }
        if (!again.transactions().get(index).equals(transaction)) {
            wrong.accept("did not write what the contracts write");
        }
    }

    private static LedgerException bad(long block, String what) {
        return new LedgerException(Kind.UNAVAILABLE, "LEDGER_DAMAGED", "block " + block + ": " + what);
    }
}
