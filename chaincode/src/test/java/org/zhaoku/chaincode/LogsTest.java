package org.zhaoku.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.zhaoku.chaincode.Refusals.assertRefused;
import static org.zhaoku.chaincode.testing.Samples.REGION_A;
import static org.zhaoku.chaincode.testing.Samples.REGION_B;

import org.junit.jupiter.api.Test;
import org.zhaoku.chaincode.command.AnchorAccessLog;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.ledger.ErrorCode;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm3;

final class LogsTest {
    private static final Bytes ROOT = Sm3.digest(Bytes.utf8("root"));

    private final TestLedger ledger = new TestLedger();

    private static AnchorAccessLog log(long sequence, long from, long to, long size) {
        return new AnchorAccessLog(sequence, from, to, size, ROOT);
    }

    @Test
    void each_region_anchors_its_roots_in_order_under_keys_of_their_own() {
        assertThat(ledger.submit(REGION_A, log(1, 0, 10, 0))).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.submit(REGION_A, log(1, 0, 10, 0))).isEqualTo(Outcome.SAME);
        assertRefused(ErrorCode.LOG_SEQUENCE_WRONG, ledger, REGION_A, log(3, 10, 20, 5));
        assertRefused(ErrorCode.LOG_SEQUENCE_WRONG, ledger, REGION_B, log(2, 10, 20, 5));
        assertThat(ledger.submit(REGION_A, log(2, 10, 20, 5))).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.submit(REGION_B, log(1, 5, 6, 9))).isEqualTo(Outcome.CHANGED);
        assertThat(ledger.state)
                .containsOnlyKeys(
                        "accesslog/RegionAMSP/0000000001",
                        "accesslog/RegionAMSP/0000000002",
                        "accesslog/RegionBMSP/0000000001");
        assertThat(ledger.query("logs:all", REGION_B))
                .isEqualTo("[{\"from\":5,\"root\":\"" + ROOT + "\",\"sequence\":1,\"size\":9,\"to\":6}]");
    }

    @Test
    void a_root_never_changes_and_a_log_never_goes_back() {
        ledger.submit(REGION_A, log(1, 0, 10, 5));
        assertRefused(ErrorCode.LOG_TAKEN, ledger, REGION_A, log(1, 0, 10, 6));
        assertRefused(ErrorCode.LOG_GOES_BACK, ledger, REGION_A, log(2, 10, 20, 4));
        assertRefused(ErrorCode.LOG_GOES_BACK, ledger, REGION_A, log(2, 9, 20, 5));
        assertThat(ledger.submit(REGION_A, log(2, 10, 20, 5))).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void every_part_is_in_its_range() {
        for (long[] wrong : new long[][] {
            {0, 0, 1, 0},
            {AnchorAccessLog.MAX_SEQUENCE + 1, 0, 1, 0},
            {1, -1, 1, 0},
            {1, 1, 1, 0},
            {1, 0, 253_402_300_800L, 0},
            {1, 0, 1, -1}
        }) {
            assertThatIllegalArgumentException().isThrownBy(() -> log(wrong[0], wrong[1], wrong[2], wrong[3]));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new AnchorAccessLog(1, 0, 1, 0, ROOT.slice(0, 31)));
    }
}
