package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.TreeMap;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.bytes.Bytes;

/** Asserts that a call is refused with a code and a message, and leaves no trace. */
final class Refusals {
    private Refusals() {}

    static void assertRefused(ErrorCode code, TestLedger ledger, String region, Command command) {
        assertRefused(code, ledger, region, command.kind().function(), command.encode());
    }

    static void assertRefused(ErrorCode code, TestLedger ledger, String region, String function, Bytes... arguments) {
        var stateBefore = new TreeMap<>(ledger.state);
        int eventsBefore = ledger.events.size();
        assertThatExceptionOfType(ContractException.class)
                .isThrownBy(() -> ledger.invoke(region, function, arguments))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code))
                .satisfies(refusal -> assertThat(refusal.wire()).startsWith(code + ": "))
                .withMessageContaining("expected");
        assertThat(ledger.state).isEqualTo(stateBefore);
        assertThat(ledger.events).hasSize(eventsBefore);
    }
}
