package org.zhaoku.verifier.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;

/** Random ledgers that grow: whatever the way, the bundle is the one that the regions signed. */
class BundleDeltaTest {
    private static final List<UnifiedSocialCreditCode> CODES = codes();
    private static final Department KEY = Department.of("key", 21);
    private static final List<Department> AB = World.REGIONS.subList(0, 2);
    private static final TrustAnchors ANCHORS = World.anchors(World.NETWORK);

    private static List<UnifiedSocialCreditCode> codes() {
        Random random = new Random(1);
        return random.ints(5)
                .mapToObj(i -> Samples.uscc(random, ""))
                .sorted()
                .map(UnifiedSocialCreditCode::parse)
                .toList();
    }

    /** A ledger at one moment; it only grows, but for the lists, which change. */
    private static final class Ledger {
        private final Random random;
        private final Set<Integer> departments = new TreeSet<>();
        private final int[] tiles = new int[CODES.size()];
        private final int[] lists = new int[CODES.size()];
        private final long[] changed = new long[CODES.size()];
        private final boolean[] disputed = new boolean[CODES.size()];
        private long size = 1;
        private long registered = 1;
        private Instant time = World.BUNDLE_ISSUED;

        Ledger(Random random) {
            this.random = random;
        }

        void grow() {
            size++;
            time = time.plusSeconds(1 + random.nextInt(100));
            int department = random.nextInt(CODES.size());
            if (departments.add(department)) {
                registered = size;
            }
            switch (random.nextInt(4)) {
                case 0 -> tiles[department] += random.nextInt(3);
                case 1 -> lists[department] = random.nextInt(100);
                case 2 -> disputed[department] = random.nextBoolean();
                default -> registered = size;
            }
            changed[department] = size;
        }

        BundleDraft draft() {
            List<TrustedAuthority> authorities = departments.stream()
                    .map(i -> new TrustedAuthority(
                            CODES.get(i),
                            "局",
                            "RegionA",
                            i.equals(departments.iterator().next())
                                    ? List.of(KEY.certificate().certifiedKey())
                                    : List.of(),
                            List.of(TypeRight.of(LicenceTypeCode.parse(Samples.TYPE)))))
                    .toList();
            var writer = new TrustBundleWriter(World.NETWORK, true)
                    .registry(List.of(new TrustedRegion("RegionA", "甲", List.of())), authorities, registered);
            for (int i : departments) {
                if (tiles[i] > 0) {
                    var built = new TrustedTiles.Builder();
                    for (int tile = 0; tile < tiles[i]; tile++) {
                        built.add(Sm3.digest(Bytes.utf8(i + " " + tile)), 1 + (i + tile) % 256);
                    }
                    int seed = lists[i];
                    writer.tiles(CODES.get(i), built.build(), changed[i])
                            .status(
                                    CODES.get(i),
                                    0,
                                    StatusList.of(2, n -> n * 31 % 101 == seed ? 1 : 0, 256 * tiles[i]),
                                    changed[i]);
                    if (disputed[i]) {
                        writer.disputed(CODES.get(i), 0, StatusList.of(1, n -> n % 2, 256 * tiles[i]), changed[i]);
                    }
                }
            }
            return writer.draft(World.BUNDLE_EXPIRES);
        }

        CosignedCheckpoint cosign(BundleDraft draft) {
            Checkpoint checkpoint =
                    draft.checkpoint(size, Sm3.digest(Bytes.utf8("root " + size)), new Position(size, 0), time);
            return Signed.sign(checkpoint, AB);
        }
    }

    private record Moment(BundleDraft draft, CosignedCheckpoint cosigned) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void a_delta_leads_to_the_bundle_that_was_signed(long seed) {
        Random random = new Random(seed);
        var ledger = new Ledger(random);
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            for (int records = random.nextInt(6); records >= 0; records--) {
                ledger.grow();
            }
            BundleDraft draft = ledger.draft();
            moments.add(new Moment(draft, ledger.cosign(draft)));
        }
        for (int older = 0; older < moments.size(); older++) {
            for (int newer = older; newer < moments.size(); newer++) {
                Moment from = moments.get(older);
                Moment to = moments.get(newer);
                CheckpointStore store = CheckpointStore.inMemory();
                TrustBundle bundle = TrustBundle.open(from.draft().file(from.cosigned()), ANCHORS, store);
                Bytes delta = to.draft().delta(to.cosigned(), from.draft());
                Bytes whole = to.draft().file(to.cosigned());
                assertThat(bundle.update(delta, ANCHORS, store).file())
                        .as("seed %d, %d to %d", seed, older, newer)
                        .isEqualTo(whole);
                // a checkpoint, a manifest and a base more than nothing
                assertThat(delta.size()).isLessThanOrEqualTo(whole.size() + 64);
                partly(from, to, Set.of(CODES.get(random.nextInt(CODES.size()))));
            }
        }
    }

    /** Who holds one department's parts gets along with that department's delta, and with the whole one. */
    private static void partly(Moment from, Moment to, Set<UnifiedSocialCreditCode> departments) {
        CheckpointStore store = CheckpointStore.inMemory();
        TrustBundle part = TrustBundle.open(from.draft().file(from.cosigned(), departments), ANCHORS, store);
        TrustBundle updated = part.update(to.draft().delta(to.cosigned(), from.draft(), departments), ANCHORS, store);
        assertThat(updated.file()).isEqualTo(to.draft().file(to.cosigned(), departments));
        TrustBundle also = part.update(to.draft().delta(to.cosigned(), from.draft()), ANCHORS, store);
        assertThat(also.loaded()).containsAll(updated.loaded());
        assertThat(also.merge(updated).digest()).isEqualTo(updated.digest());
    }
}
