package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.bytes.Bytes;

/** The ledger keeps its bytes for ever: these must never change, only more may come. */
final class GoldenLedgerTest {
    @ParameterizedTest
    @ValueSource(strings = {"golden-ledger.txt", "golden-contracts.txt"})
    void the_calls_of_a_golden_file_give_its_answers_events_and_state(String file) throws IOException {
        List<String> golden = Files.readAllLines(Path.of("src/test/resources", file));
        var ledger = new TestLedger();
        List<String> transcript = golden.stream()
                .flatMap(line -> line.startsWith("#")
                        ? Stream.of(line)
                        : line.startsWith("call ") ? replay(ledger, line) : Stream.of())
                .toList();
        Stream<String> state =
                ledger.state.entrySet().stream().map(entry -> "state " + entry.getKey() + " " + entry.getValue());
        Stream<String> policies = ledger.policies.entrySet().stream()
                .map(entry ->
                        "policy " + entry.getKey() + " " + entry.getValue().owner() + " "
                                + String.join(" ", entry.getValue().others()));
        assertThat(Stream.of(transcript.stream(), state, policies)
                        .flatMap(lines -> lines)
                        .toList())
                .isEqualTo(golden);
    }

    private static Stream<String> replay(TestLedger ledger, String call) {
        String[] words = call.split(" ", -1);
        int before = ledger.events.size();
        Bytes answer = ledger.invoke(words[1], words[2], Bytes.fromHex(words[3]));
        Stream<LedgerEvent> events = ledger.events.subList(before, ledger.events.size()).stream();
        return Stream.concat(
                Stream.of(call, "answer " + answer),
                events.map(event -> "event " + event.name() + " " + event.encode()));
    }
}
