package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zhaoku.chaincode.Refusals.assertRefused;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_A;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_B;
import static org.zhaoku.chaincode.testing.Samples.KEY_A;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.ledger.Json;
import org.zhaoku.chaincode.testing.Commands;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;

final class ContractsTest {
    private final TestLedger ledger = Samples.ledger();

    @Test
    void about_says_format_and_network() {
        assertThat(ledger.query("ledger:about")).isEqualTo("{\"format\":1,\"network\":\"regions\"}");
    }

    @Test
    void queries_are_known_and_transactions_are_none() {
        assertThat(List.of("ledger:about", "registry:department", "batches:byRoot", "regions:all", "status:get"))
                .allMatch(Contracts::isQuery);
        assertThat(Stream.of(CommandKind.values()).map(CommandKind::function)).noneMatch(Contracts::isQuery);
    }

    @Test
    void a_department_is_shown_with_its_keys_and_types() {
        assertThat(ledger.query("registry:department", DEPARTMENT_A.value()))
                .isEqualTo("{\"code\":\"11330100002489006R\",\"keys\":[\"" + KEY_A.kid()
                        + "\"],\"name\":\"杭州市住房保障和房产管理局\",\"region\":\"RegionAMSP\","
                        + "\"types\":[\"11100000000013338W011\"]}");
    }

    @Test
    void a_batch_is_shown_with_its_header() {
        AnchorBatch anchor = Samples.batch();
        ledger.submit(REGION_A, anchor);
        String shown = ledger.query("batches:get", anchor.batch().key().hex());
        assertThat(shown)
                .isEqualTo("{\"department\":\"11330100002489006R\",\"key\":\""
                        + anchor.batch().key() + "\",\"kid\":\"" + KEY_A.kid() + "\",\"message\":\""
                        + anchor.batch().message() + "\",\"network\":\"regions\",\"region\":\"RegionAMSP\",\"root\":\""
                        + anchor.batch().header().root() + "\",\"size\":300,\"tileRootsDigest\":\""
                        + anchor.batch().header().tileRootsDigest() + "\",\"types\":[\"11100000000013338W011\"]}");
        assertThat(ledger.query("batches:byRoot", anchor.batch().header().root().hex()))
                .isEqualTo("[" + shown + "]");
    }

    @Test
    void what_is_not_there_is_null_or_an_empty_list() {
        String digest = "0".repeat(64);
        assertThat(ledger.query("batches:get", digest)).isEqualTo("null");
        assertThat(ledger.query("batches:byRoot", digest)).isEqualTo("[]");
        assertThat(ledger.query("registry:key", "0".repeat(16))).isEqualTo("null");
        assertThat(new TestLedger().query("registry:department", DEPARTMENT_B.value()))
                .isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "batches:delete", "registry:Register", "ledger:about "})
    void an_unknown_function_is_refused_with_those_that_there_are(String function) {
        assertRefused(ErrorCode.FUNCTION_UNKNOWN, ledger, REGION_A, function, Bytes.EMPTY);
    }

    @ParameterizedTest
    @EnumSource(CommandKind.class)
    void a_transaction_takes_one_argument_that_is_its_map(CommandKind kind) {
        Bytes valid = Samples.batch().encode();
        assertRefused(ErrorCode.ARGUMENT_MALFORMED, ledger, REGION_A, kind.function());
        assertRefused(ErrorCode.ARGUMENT_MALFORMED, ledger, REGION_A, kind.function(), valid, valid);
        assertRefused(
                ErrorCode.ARGUMENT_MALFORMED,
                ledger,
                REGION_A,
                kind.function(),
                Cbor.of(1).encode());
        Bytes format2 = Cbor.map().put(1, Cbor.of(2)).build().encode();
        assertRefused(ErrorCode.ARGUMENT_MALFORMED, ledger, REGION_A, kind.function(), format2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"batches:get", "batches:byRoot", "registry:key"})
    void a_query_takes_one_digest_in_lower_case(String query) {
        assertRefused(ErrorCode.ARGUMENT_MALFORMED, ledger, REGION_A, query);
        for (String argument : List.of("", "xyz", "A".repeat(64), "0".repeat(17), "0".repeat(15) + "\u0000")) {
            assertRefused(ErrorCode.ARGUMENT_MALFORMED, ledger, REGION_A, query, Bytes.utf8(argument));
        }
    }

    @Test
    void a_mistyped_department_is_refused_and_not_repeated() {
        Bytes mistyped = Bytes.utf8(DEPARTMENT_A.value().replace('6', '5'));
        assertThatThrownBy(() -> ledger.invoke(REGION_A, "registry:department", mistyped))
                .hasMessageContaining("check character")
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .doesNotContain(DEPARTMENT_A.value().substring(0, 8)));
    }

    @Test
    void a_department_has_a_name_that_can_be_shown() {
        for (String name : List.of("", " ", " 局", "局\n", "局".repeat(101), "\u0000")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new RegisterAuthority(DEPARTMENT_A, name));
        }
        assertThat(new RegisterAuthority(DEPARTMENT_A, "局".repeat(100)).name()).hasSize(100);
    }

    @Test
    void events_and_answers_are_read_strictly() {
        assertThatIllegalArgumentException().isThrownBy(() -> LedgerEvent.decode("no.such", Bytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> LedgerEvent.decode("key.retired", Bytes.EMPTY));
        LedgerEvent event = ledger.events.get(0);
        assertThatIllegalArgumentException().isThrownBy(() -> LedgerEvent.decode("key.added", event.encode()));
        assertThat(LedgerEvent.decode(event.name(), event.encode())).isEqualTo(event);
        assertThat(Outcome.decode(Outcome.SAME.encode())).isEqualTo(Outcome.SAME);
        Bytes other = Cbor.map().put(1, Cbor.of("OTHER")).build().encode();
        assertThatIllegalArgumentException().isThrownBy(() -> Outcome.decode(other));
    }

    @Test
    void a_reader_that_replays_the_events_comes_to_the_same_state() {
        TestLedger full = Commands.fullLedger();
        var replayed = new TestLedger();
        full.events.forEach(event -> replayed.submit(event.region(), event.command()));
        assertThat(replayed.state).isEqualTo(full.state);
        assertThat(replayed.policies).isEqualTo(full.policies);
    }

    @Test
    void the_state_holds_nothing_but_the_keys_of_the_readme() throws IOException {
        Map<String, String> parts = new TreeMap<>();
        parts.put("USCC", "[0-9A-Z]{18}");
        parts.put("type code", "[0-9A-Z]{21}");
        parts.put("kid", "[0-9a-f]{16}");
        parts.put("MSP id", "[A-Za-z]+");
        for (String digest : List.of("batch key", "root", "statement", "new statement", "terms")) {
            parts.put(digest, "[0-9a-f]{64}");
        }
        parts.put("version", "[0-9]{5}");
        parts.put("sequence", "[0-9]{10}");
        List<Pattern> keys = Files.readString(Path.of("README.md"))
                .lines()
                .dropWhile(line -> !line.equals("## State"))
                .takeWhile(line -> !line.equals("## Errors"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .map(key -> Pattern.compile(Pattern.compile("<([^>]+)>")
                        .matcher(key)
                        .replaceAll(part -> Objects.requireNonNull(parts.get(part.group(1)), part.group(1)))))
                .toList();
        Set<String> state = Commands.fullLedger().state.keySet();
        assertThat(state)
                .allMatch(
                        key -> keys.stream().anyMatch(form -> form.matcher(key).matches()));
        assertThat(keys)
                .allMatch(
                        form -> state.stream().anyMatch(key -> form.matcher(key).matches()));
    }

    @Test
    void json_is_escaped_and_in_the_order_of_its_names() {
        Json json = Json.object()
                .put("b", "a\"\\\n\u0000照\uD83D\uDE00")
                .put("a", Json.array(List.of(Json.of(-1), Json.NULL)))
                .build();
        assertThat(json).hasToString("{\"a\":[-1,null],\"b\":\"a\\\"\\\\\\u000a\\u0000照\uD83D\uDE00\"}");
    }

    @Test
    void the_readme_names_every_function_event_role_and_error_code() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(ErrorCode.values()).allMatch(code -> readme.contains("`" + code + "`"));
        assertThat(CommandKind.values())
                .allMatch(kind -> readme.lines()
                                .filter(line -> line.startsWith("| `" + kind.function() + "` |"))
                                .filter(line -> line.endsWith(" | "
                                        + kind.role().name().toLowerCase(Locale.ROOT) + " | `" + kind.event() + "` |"))
                                .count()
                        == 1);
    }
}
