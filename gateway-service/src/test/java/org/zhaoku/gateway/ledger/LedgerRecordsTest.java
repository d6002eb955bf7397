package org.zhaoku.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.CosignedCheckpoint;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustAnchors.Cosigner;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustedTiles;

class LedgerRecordsTest {
    private static final String REGION = "RegionAMSP";
    private static final Network NETWORK = new Network("test");

    @TempDir
    private Path folder;

    private final LedgerRecords records = new LedgerRecords(NETWORK);
    private Department department;
    private int next;

    @BeforeEach
    void register() {
        department = new Department(folder, NETWORK, REGION);
        department.registration().forEach(command -> apply(REGION, command));
    }

    private java.util.Optional<AnchoredBatch> apply(String region, Command command) {
        return records.apply(new LedgerBlock.Entry(new Position(next++, 0), new LedgerEvent(region, command)));
    }

    private List<Integer> tileSizes() {
        TrustedTiles tiles = bundle().tiles(department.code()).orElseThrow();
        return IntStream.range(0, tiles.count()).mapToObj(tiles::size).toList();
    }

    private TrustBundle bundle() {
        Instant now = Instant.parse("2026-06-01T00:00:00Z");
        LedgerRecords.Unsigned made = records.bundle(true, now, now.plusSeconds(3600));
        SignedCheckpoint signed = SignedCheckpoint.sign(made.checkpoint(), department.key());
        var anchors = new TrustAnchors(
                NETWORK,
                Map.of(
                        signed.kid(),
                        new Cosigner(REGION, department.key().certificate().publicKey())),
                1);
        return TrustBundle.open(
                made.draft().file(CosignedCheckpoint.of(List.of(signed))), anchors, CheckpointStore.inMemory());
    }

    @Test
    void tiles_are_numbered_in_ledger_order() {
        assertThat(apply(REGION, department.batch(600, 1)).orElseThrow().firstTile())
                .isZero();
        assertThat(apply(REGION, department.batch(1, 2)).orElseThrow().firstTile())
                .isEqualTo(3);
        assertThat(apply(REGION, department.batch(256, 3)).orElseThrow().firstTile())
                .isEqualTo(4);
        assertThat(tileSizes()).containsExactly(256, 256, 88, 1, 256);
        assertThat(bundle().position()).isEqualTo(new Position(5, 0));
    }

    @Test
    void a_record_that_colluding_endorsers_made_changes_nothing() {
        AnchorBatch good = department.batch(5, 1);
        var otherNetwork = new Department(folder.resolve("other"), new Network("another"), REGION);
        AnchorBatch forged = new AnchorBatch(SignedBatch.of(
                otherNetwork.batch(5, 9).batch().message(),
                otherNetwork.batch(5, 9).batch().tileRoots()));
        apply(REGION, good);

        assertThatThrownBy(() -> apply(REGION, forged)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> apply("RegionBMSP", department.batch(5, 2)))
                .hasMessageStartingWith("BATCH_REGION_WRONG");
        assertThatThrownBy(() -> apply(REGION, department.batch(5, 1))).hasMessageContaining("recorded before");
        assertThat(tileSizes()).containsExactly(5);
        assertThat(records.size()).isEqualTo(4);
    }
}
