package org.zhaoku.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.DistrustKey;
import org.zhaoku.chaincode.command.Inclusion;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.chaincode.command.RenewBatch;
import org.zhaoku.chaincode.command.RevokeType;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.merkle.MerkleTree;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusEvidence;
import org.zhaoku.verifier.status.StatusReason;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.trust.BundleManifest;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.CosignedCheckpoint;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustAnchors.Cosigner;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedTiles;

class LedgerRecordsTest {
    private static final String REGION = "RegionAMSP";
    private static final Network NETWORK = new Network("test");

    @TempDir
    private Path folder;

    private final LedgerRecords records = new LedgerRecords(NETWORK, true);
    private Department department;
    private int next;

    @BeforeEach
    void register() {
        department = new Department(folder, NETWORK, REGION);
        department.registration().forEach(command -> apply(REGION, command));
    }

    private Optional<AnchoredBatch> apply(String region, Command command) {
        return apply(Submitter.sole(region), region, command);
    }

    private Optional<AnchoredBatch> apply(Submitter submitter, String region, Command command) {
        var event = new LedgerEvent(region, command);
        return records.apply(new LedgerBlock.Entry(new Position(next++, 0), submitter, event.name(), event.encode()))
                .batch();
    }

    private List<Integer> tileSizes() {
        TrustedTiles tiles = bundle().tiles(department.code()).orElseThrow();
        return IntStream.range(0, tiles.count()).mapToObj(tiles::size).toList();
    }

    private TrustBundle bundle() {
        Instant now = Instant.parse("2026-06-01T00:00:00Z");
        LedgerSnapshot made = records.snapshot(now.plusSeconds(3600));
        SignedCheckpoint signed = SignedCheckpoint.sign(made.checkpoint(now), department.key());
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

        assertThatThrownBy(() -> apply(REGION, forged)).isInstanceOf(RefusedRecordException.class);
        assertThatThrownBy(() -> apply("RegionBMSP", department.batch(5, 2)))
                .hasMessageStartingWith("BATCH_REGION_WRONG");
        assertThatThrownBy(() -> apply(REGION, department.batch(5, 1))).hasMessageContaining("recorded before");
        assertThat(tileSizes()).containsExactly(5);
        assertThat(records.size()).isEqualTo(4);
    }

    private Inclusion inclusion(AnchorBatch batch, int size, long seed, int place) {
        var tree = new MerkleTree(Sm3.FUNCTION, Department.digests(size, seed));
        return new Inclusion(batch.batch().key(), place, tree.inclusionProof(place));
    }

    private StatusChange.Licence licence(AnchorBatch batch, int size, long seed, int place) {
        return new StatusChange.Licence(
                NETWORK,
                department.code(),
                batch.batch().key(),
                place,
                Department.digests(size, seed).get(place));
    }

    private ProvenChange prove(StatusChange change, Inclusion own, Optional<Inclusion> successor) {
        return new ProvenChange(SignedStatusChange.sign(change, department.key()), own.path(), successor);
    }

    private StatusEvidence status(long number) {
        return bundle().status(department.code(), number).orElseThrow();
    }

    @Test
    void a_change_of_state_is_in_the_lists_at_the_licences_number() {
        AnchorBatch batch = department.batch(300, 1);
        apply(REGION, department.batch(1, 5));
        apply(REGION, batch);
        Inclusion own = inclusion(batch, 300, 1, 257);
        long number = 256 + 257;
        assertThat(status(number).value()).isEqualTo(StatusValue.IN_FORCE);

        StatusChange.Licence licence = licence(batch, 300, 1, 257);
        apply(
                REGION,
                new ChangeStatus(prove(
                        StatusChange.of(
                                licence, 1, LicenceState.IN_FORCE, LicenceState.IN_FORCE, StatusReason.DISPUTE_RAISED),
                        own,
                        Optional.empty())));
        assertThat(status(number).disputed()).isTrue();
        apply(
                REGION,
                new ChangeStatus(prove(
                        StatusChange.of(
                                licence,
                                2,
                                LicenceState.IN_FORCE,
                                LicenceState.REVOKED,
                                StatusReason.REVOKED_WRONGLY_GRANTED),
                        own,
                        Optional.empty())));
        assertThat(status(number).value()).isEqualTo(StatusValue.ENDED);
        BundleManifest manifest = bundle().manifest();
        assertThat(manifest.part("status/" + department.code() + "/0")
                        .orElseThrow()
                        .version())
                .isEqualTo(7);
        assertThat(manifest.part("tiles/" + department.code()).orElseThrow().version())
                .isEqualTo(5);
        assertThat(status(number - 1).value()).isEqualTo(StatusValue.IN_FORCE);
    }

    @Test
    void a_renewal_supersedes_the_old_and_binds_the_new_in_one_transaction() {
        AnchorBatch old = department.batch(3, 1);
        AnchorBatch renewed = department.batch(2, 2);
        apply(REGION, old);
        Bytes successor = Department.digests(2, 2).get(1);
        ProvenChange change = prove(
                StatusChange.superseded(licence(old, 3, 1, 2), 1, StatusReason.RENEWED, successor),
                inclusion(old, 3, 1, 2),
                Optional.of(inclusion(renewed, 2, 2, 1)));

        AnchoredBatch anchored =
                apply(REGION, new RenewBatch(renewed.batch(), List.of(change))).orElseThrow();

        assertThat(anchored.firstTile()).isEqualTo(1);
        assertThat(status(2).value()).isEqualTo(StatusValue.SUPERSEDED);
        assertThat(status(256 + 1).bound()).isTrue();
        assertThat(status(256).bound()).isFalse();
    }

    @Test
    void cut_offs_are_written_as_the_first_tile_that_they_touch() {
        apply(REGION, department.batch(300, 1));
        apply(REGION, department.batch(1, 2));
        var kid = department.key().kid();
        apply(REGION, new RevokeType(department.code(), department.type()));
        apply(REGION, new DistrustKey(department.code(), kid, new Position(4, 0)));

        TrustedAuthority authority = bundle().authority(department.code()).orElseThrow();
        assertThat(authority.mayIssue(department.type(), 2)).isTrue();
        assertThat(authority.mayIssue(department.type(), 3)).isFalse();
        assertThat(bundle().key(kid).orElseThrow().distrustedFrom()).hasValue(2);
    }
}
