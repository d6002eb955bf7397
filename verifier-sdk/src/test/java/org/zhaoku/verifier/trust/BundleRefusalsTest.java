package org.zhaoku.verifier.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.log.SplitView;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Mutations;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.TrustBundleException.Reason;

class BundleRefusalsTest {
    private static final World WORLD = new World();
    private static final BundleDraft DRAFT = WORLD.draft(World.NETWORK);
    private static final TrustAnchors ANCHORS = World.anchors(World.NETWORK);
    private static final List<Department> AB = World.REGIONS.subList(0, 2);
    private static final List<Department> BC = World.REGIONS.subList(1, 3);

    private static Bytes file(Instant time, List<Department> regions) {
        return DRAFT.file(WORLD.cosign(DRAFT, time, regions));
    }

    private static TrustBundleException refused(Bytes file, TrustAnchors anchors, CheckpointStore store) {
        return catchThrowableOfType(TrustBundleException.class, () -> TrustBundle.open(file, anchors, store));
    }

    @Test
    void a_refused_bundle_leaves_the_store_as_it_was() {
        CheckpointStore store = CheckpointStore.inMemory();
        Bytes file = file(World.BUNDLE_ISSUED, AB);
        TrustBundle opened = TrustBundle.open(file, ANCHORS, store);
        assertThat(opened.checkpoint().size()).isEqualTo(7);
        Bytes later = file(World.BUNDLE_ISSUED.plusSeconds(60), AB.subList(0, 1));
        TrustBundleException refusal = refused(later, ANCHORS, store);
        assertThat(refusal.reason()).isEqualTo(Reason.TOO_FEW_COSIGNERS);
        assertThat(refusal).hasMessageContaining("2 trusted regions, got 1");
        assertThat(store.last(World.NETWORK).map(CosignedCheckpoint::encode))
                .contains(opened.cosigned().encode());
    }

    @Test
    void an_older_checkpoint_is_refused_and_says_which_was_expected() {
        CheckpointStore store = CheckpointStore.inMemory();
        TrustBundle opened = TrustBundle.open(file(World.BUNDLE_ISSUED, AB), ANCHORS, store);
        assertThat(opened.test()).isTrue();
        TrustBundleException refusal = refused(file(World.BUNDLE_ISSUED.minusSeconds(1), BC), ANCHORS, store);
        assertThat(refusal.reason()).isEqualTo(Reason.ROLLBACK);
        assertThat(refusal)
                .hasMessageContaining("7 records at 2026-05-31T00:00:00Z or later, got one of 7 records at 2026-05-30");
    }

    @Test
    void a_split_view_comes_with_a_proof_that_the_regions_keys_bear_out() {
        for (List<Department> others : List.of(AB, BC, World.REGIONS)) {
            CheckpointStore store = CheckpointStore.inMemory();
            TrustBundle opened = TrustBundle.open(file(World.BUNDLE_ISSUED, AB), ANCHORS, store);
            Bytes manifest = DRAFT.manifest().encoded();
            Bytes other = new BundleFile(
                            Signed.sign(Signed.checkpoint(World.NETWORK, manifest, World.BUNDLE_ISSUED), others),
                            manifest,
                            DRAFT.parts())
                    .encode();
            TrustBundleException refusal = refused(other, ANCHORS, store);
            assertThat(refusal.reason()).isEqualTo(Reason.SPLIT_VIEW);
            SplitView evidence = refusal.evidence().orElseThrow();
            assertThat(evidence.proves(
                            World.NETWORK,
                            kid -> Optional.ofNullable(ANCHORS.cosigners().get(kid))
                                    .map(TrustAnchors.Cosigner::key)))
                    .isTrue();
            assertThat(evidence.first().kid())
                    .as("the same region lied")
                    .isEqualTo(evidence.second().kid());
            assertThat(opened.checkpoint().root())
                    .isNotEqualTo(Signed.checkpoint(World.NETWORK, manifest, World.NOW)
                            .root());
        }
    }

    @Test
    void anchors_of_one_region_or_another_decide() {
        Bytes file = file(World.BUNDLE_ISSUED, AB);
        var one = new TrustAnchors(
                World.NETWORK,
                Map.of(
                        World.REGIONS.get(0).kid(),
                        new TrustAnchors.Cosigner(
                                "RegionA", World.REGIONS.get(0).key().publicKey())),
                1);
        assertThat(TrustBundle.open(file, one, CheckpointStore.inMemory()).cosigners())
                .containsExactly("RegionA");
        var none = new TrustAnchors(
                World.NETWORK,
                Map.of(
                        World.REGIONS.get(2).kid(),
                        new TrustAnchors.Cosigner(
                                "RegionC", World.REGIONS.get(2).key().publicKey())),
                1);
        assertThat(refused(file, none, CheckpointStore.inMemory()).reason()).isEqualTo(Reason.FOREIGN_SIGNER);
        var wrong = new TrustAnchors(
                World.NETWORK,
                Map.of(
                        World.REGIONS.get(0).kid(),
                        new TrustAnchors.Cosigner(
                                "RegionA", World.REGIONS.get(2).key().publicKey())),
                1);
        assertThat(refused(file, wrong, CheckpointStore.inMemory()).reason()).isEqualTo(Reason.WRONG_SIGNATURE);
    }

    @Test
    void parts_of_two_bundles_do_not_mix() {
        World grown = new World();
        grown.issue(3);
        grown.size = 8;
        BundleDraft later = grown.draft(World.NETWORK);
        TrustBundle one = TrustBundle.open(file(World.BUNDLE_ISSUED, AB), ANCHORS, CheckpointStore.inMemory());
        TrustBundle two = TrustBundle.open(
                later.file(grown.cosign(later, World.BUNDLE_ISSUED, AB)), ANCHORS, CheckpointStore.inMemory());
        assertThat(catchThrowableOfType(TrustBundleException.class, () -> one.merge(two))
                        .reason())
                .isEqualTo(Reason.PART_MISMATCH);
        assertThat(catchThrowableOfType(TrustBundleException.class, () -> one.with(later.parts()))
                        .reason())
                .isEqualTo(Reason.PART_MISMATCH);
    }

    @Test
    void a_file_that_is_too_long_is_not_even_read() {
        Bytes huge = Bytes.of(new byte[TrustBundle.MAX_FILE + 1]);
        TrustBundleException refusal = refused(huge, ANCHORS, CheckpointStore.inMemory());
        assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(refusal).hasMessageContaining("at most 67108864 bytes");
    }

    @Test
    void no_changed_bundle_or_delta_opens() {
        Bytes file = file(World.BUNDLE_ISSUED, AB);
        CosignedCheckpoint next = WORLD.cosign(DRAFT, World.BUNDLE_ISSUED.plusSeconds(60), AB);
        TrustBundle bundle = TrustBundle.open(file, ANCHORS, CheckpointStore.inMemory());
        Bytes delta = DRAFT.delta(next, DRAFT);
        assertThat(bundle.update(delta, ANCHORS, CheckpointStore.inMemory()).issuedAt())
                .isEqualTo(World.BUNDLE_ISSUED.plusSeconds(60));
        List<String> accepted = new ArrayList<>();
        Mutations.of(file).forEach((how, changed) -> {
            if (opens(() -> TrustBundle.open(changed, ANCHORS, CheckpointStore.inMemory()))) {
                accepted.add("bundle, " + how);
            }
        });
        Mutations.of(delta).forEach((how, changed) -> {
            if (opens(() -> bundle.update(changed, ANCHORS, CheckpointStore.inMemory()))) {
                accepted.add("delta, " + how);
            }
        });
        assertThat(accepted).isEmpty();
    }

    private static boolean opens(java.util.function.Supplier<TrustBundle> opening) {
        try {
            return !opening.get().loaded().isEmpty();
        } catch (TrustBundleException e) {
            return false;
        }
    }

    @Test
    void a_store_of_checkpoints_can_write_them_down() {
        CosignedCheckpoint cosigned = WORLD.cosign(DRAFT, World.BUNDLE_ISSUED, World.REGIONS);
        CosignedCheckpoint read = CosignedCheckpoint.decode(cosigned.encode());
        assertThat(read.checkpoint()).isEqualTo(cosigned.checkpoint());
        assertThat(read.encode()).isEqualTo(cosigned.encode());
        assertThatThrownBy(() -> CosignedCheckpoint.of(List.of())).hasMessageContaining("1 to 64");
        CheckpointStore store = CheckpointStore.inMemory();
        assertThat(store.last(World.NETWORK)).isEmpty();
        store.save(cosigned);
        store.save(WORLD.cosign(DRAFT, World.BUNDLE_ISSUED.minusSeconds(5), AB));
        assertThat(store.last(World.NETWORK).orElseThrow().checkpoint().time()).isEqualTo(World.BUNDLE_ISSUED);
        assertThat(Set.of(Reason.values())).hasSize(9);
    }
}
