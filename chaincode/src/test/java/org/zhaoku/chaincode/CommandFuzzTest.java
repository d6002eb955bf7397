package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.TreeMap;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.testing.Commands;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * What anybody may submit: the first byte chooses the command, the rest is its argument. What is read encodes back to the same
 * bytes; what is run either changes the ledger, and then a replay of its event makes the same state, or leaves it alone.
 */
class CommandFuzzTest {
    @FuzzTest
    void argument(byte[] data) {
        if (data.length == 0) {
            return;
        }
        CommandKind[] kinds = CommandKind.values();
        CommandKind kind = kinds[(data[0] & 0xff) % kinds.length];
        Bytes argument = Bytes.of(data).slice(1, data.length);
        try {
            Command command = kind.decode(argument);
            assertThat(command.kind()).isEqualTo(kind);
            assertThat(command.encode()).isEqualTo(argument);
        } catch (IllegalArgumentException e) {
            // documented
        }
        run(kind, argument);
    }

    private static void run(CommandKind kind, Bytes argument) {
        TestLedger ledger = Commands.ledger();
        var before = new TreeMap<>(ledger.state);
        int events = ledger.events.size();
        try {
            ledger.invoke(Samples.REGION_A, kind.function(), argument);
        } catch (ContractException e) {
            assertThat(ledger.state).isEqualTo(before);
        }
        if (ledger.events.size() > events) {
            LedgerEvent event = ledger.events.get(events);
            var replayed = new TestLedger();
            replayed.state.putAll(before);
            replayed.submit(event.region(), event.command());
            assertThat(replayed.state).isEqualTo(ledger.state);
        }
    }
}
