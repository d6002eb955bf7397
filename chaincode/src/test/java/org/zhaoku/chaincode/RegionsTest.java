package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.zhaoku.chaincode.Refusals.assertRefused;
import static org.zhaoku.chaincode.testing.Samples.DEPARTMENT_A;
import static org.zhaoku.chaincode.testing.Samples.KEY_A;
import static org.zhaoku.chaincode.testing.Samples.NETWORK;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;
import static org.zhaoku.chaincode.testing.Samples.REGION_B;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.command.RegionKey;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestKey;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.cose.Network;

final class RegionsTest {
    private final TestLedger ledger = Samples.ledger();
    private final PutRegion entry = Samples.region(REGION_A, 100);

    private PutRegion with(List<String> urls) {
        return new PutRegion(1, "地区", urls, entry.gatewayKeys(), entry.checkpointKey());
    }

    @Test
    void an_entry_is_made_once_whatever_its_proofs() {
        assertThat(ledger.submit(REGION_A, entry)).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.submit(REGION_A, entry)).isEqualTo(Outcome.SAME);
        assertThat(ledger.submit(REGION_A, Samples.region(REGION_A, 100))).isEqualTo(Outcome.SAME);
    }

    @Test
    void an_entry_is_shown_by_region_and_in_the_list() {
        ledger.submit(REGION_B, Samples.region(REGION_B, 200));
        ledger.submit(REGION_A, entry);
        String shown = ledger.query("regions:get", REGION_A);
        assertThat(shown)
                .startsWith("{\"baseUrls\":[\"https://regionamsp.example:8443/zhaoku\"],\"checkpointKey\":{")
                .contains("\"kid\":\"" + entry.checkpointKey().kid(), "\"version\":1")
                .endsWith("\"name\":\"地区\",\"region\":\"RegionAMSP\",\"version\":1}");
        assertThat(ledger.query("regions:all"))
                .isEqualTo("[" + shown + "," + ledger.query("regions:get", REGION_B) + "]");
        assertThat(ledger.query("regions:get", "NobodyMSP")).isEqualTo("null");
    }

    @Test
    void versions_ascend_by_one_and_an_old_entry_does_not_come_back() {
        assertRefused(ErrorCode.REGION_VERSION_WRONG, ledger, REGION_A, Samples.region(REGION_A, 2, 100, 101));
        ledger.submit(REGION_A, entry);
        assertRefused(ErrorCode.REGION_VERSION_WRONG, ledger, REGION_A, Samples.region(REGION_A, 1, 102, 101));
        assertThat(ledger.submit(REGION_A, Samples.region(REGION_A, 2, 102, 101)))
                .isEqualTo(Outcome.CHANGED);
        assertRefused(ErrorCode.REGION_VERSION_WRONG, ledger, REGION_A, entry);
        assertThat(ledger.submit(REGION_A, Samples.region(REGION_A, 3, 100, 101)))
                .isEqualTo(Outcome.CHANGED);
    }

    @Test
    void each_key_proves_itself_for_this_region_use_and_network() {
        TestKey key = TestKey.of(100);
        for (RegionKey wrong : List.of(
                RegionKey.prove(NETWORK, REGION_B, RegionKey.Use.GATEWAY, key.certificate(), key),
                RegionKey.prove(NETWORK, REGION_A, RegionKey.Use.CHECKPOINT, key.certificate(), key),
                RegionKey.prove(new Network("elsewhere"), REGION_A, RegionKey.Use.GATEWAY, key.certificate(), key),
                RegionKey.prove(NETWORK, REGION_A, RegionKey.Use.GATEWAY, key.certificate(), KEY_A))) {
            assertRefused(
                    ErrorCode.REGION_PROOF_WRONG,
                    ledger,
                    REGION_A,
                    new PutRegion(1, "地区", entry.baseUrls(), List.of(wrong), entry.checkpointKey()));
        }
        var swapped = new PutRegion(
                1,
                "地区",
                entry.baseUrls(),
                List.of(entry.checkpointKey()),
                entry.gatewayKeys().get(0));
        assertRefused(ErrorCode.REGION_PROOF_WRONG, ledger, REGION_A, swapped);
        assertRefused(ErrorCode.REGION_PROOF_WRONG, ledger, REGION_B, entry);
    }

    @Test
    void no_key_is_two_regions_or_a_regions_and_a_departments() {
        ledger.submit(REGION_A, entry);
        assertRefused(ErrorCode.REGION_KID_TAKEN, ledger, REGION_B, Samples.region(REGION_B, 1, 100, 201));
        assertRefused(ErrorCode.REGION_KID_TAKEN, ledger, REGION_B, Samples.region(REGION_B, 1, 200, 1001));
        TestKey key = TestKey.of(100);
        assertRefused(
                ErrorCode.REGISTRY_KID_TAKEN,
                ledger,
                REGION_A,
                AddKey.prove(NETWORK, DEPARTMENT_A, key.certificate(), key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example",
                "https://",
                "https://A.example",
                "https://user@a.example",
                "https://a.example/",
                "https://a.example/..",
                "https://a.example/x/../y",
                "https://a.example?x",
                "https://a.example#x",
                "https://a.example:0",
                "https://a.example:123456",
                "https://-a",
                "https://a.example\n",
                "https://照.example"
            })
    void a_base_url_is_https_with_nothing_but_host_port_and_path(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> with(List.of(url)));
    }

    @Test
    void base_urls_and_keys_are_bounded_and_different() {
        String longest = "https://a.example/" + "x".repeat(182);
        assertThat(with(List.of(longest, "https://a.example", "https://127.0.0.1:8443/a/b.c"))
                        .baseUrls())
                .hasSize(3);
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of(longest + "x"),
                List.of("https://a", "https://a"),
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> with(wrong));
        }
        for (List<RegionKey> wrong : List.of(
                List.<RegionKey>of(),
                List.of(entry.checkpointKey()),
                List.of(entry.gatewayKeys().get(0), entry.gatewayKeys().get(0)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PutRegion(1, "地区", entry.baseUrls(), wrong, entry.checkpointKey()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PutRegion(0, "地区", entry.baseUrls(), entry.gatewayKeys(), entry.checkpointKey()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PutRegion(1, " ", entry.baseUrls(), entry.gatewayKeys(), entry.checkpointKey()));
    }
}
