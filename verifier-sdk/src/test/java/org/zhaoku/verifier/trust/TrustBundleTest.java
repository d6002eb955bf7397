package org.zhaoku.verifier.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusEvidence;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;

class TrustBundleTest {
    private static final UnifiedSocialCreditCode ISSUER = UnifiedSocialCreditCode.parse(Samples.ISSUER);
    private static final UnifiedSocialCreditCode OTHER = UnifiedSocialCreditCode.parse(Samples.OTHER_ISSUER);
    private static final LicenceTypeCode TYPE = LicenceTypeCode.parse(Samples.TYPE);
    private static final String TILES = "tiles/" + Samples.ISSUER;
    private static final String STATUS = "status/" + Samples.ISSUER + "/0";
    private static final String DISPUTED = "disputed/" + Samples.ISSUER + "/0";
    private static final String BOUND = "bound/" + Samples.ISSUER + "/0";

    private static final World WORLD = new World();
    private static final World.Anchored LICENCE = WORLD.issue(300).get(299);

    static {
        WORLD.statuses.put(1L, StatusValue.ENDED);
        WORLD.statuses.put(2L, StatusValue.SUSPENDED);
        WORLD.statuses.put(299L, StatusValue.SUPERSEDED);
        WORLD.disputed.addAll(Set.of(0L, 2L));
        WORLD.bound.addAll(Set.of(0L, 299L));
        WORLD.departmentKey = new CertifiedKey(
                WORLD.department.certificate().der(),
                WORLD.department.key().publicKey(),
                OptionalLong.of(9),
                OptionalLong.of(7));
    }

    private static final BundleDraft DRAFT = WORLD.draft(World.NETWORK);
    private static final CosignedCheckpoint COSIGNED =
            WORLD.cosign(DRAFT, World.BUNDLE_ISSUED, World.REGIONS.subList(0, 2));

    private static TrustBundle open(Bytes file) {
        return TrustBundle.open(file, World.anchors(World.NETWORK), CheckpointStore.inMemory());
    }

    @Test
    void a_bundle_is_read_as_it_was_written() {
        TrustBundle read = open(DRAFT.file(COSIGNED));
        assertThat(read.network()).isEqualTo(World.NETWORK);
        assertThat(read.test()).isTrue();
        assertThat(read.position()).isEqualTo(new Position(7, 0));
        assertThat(read.issuedAt()).isEqualTo(World.BUNDLE_ISSUED);
        assertThat(read.expiresAt()).isEqualTo(World.BUNDLE_EXPIRES);
        assertThat(read.checkpoint()).isEqualTo(COSIGNED.checkpoint());
        assertThat(read.cosigned().encode()).isEqualTo(COSIGNED.encode());
        assertThat(read.cosigners()).containsExactlyInAnyOrder("RegionA", "RegionB");
        assertThat(read.digest()).isEqualTo(Sm3.digest(read.manifest().encoded()));
        assertThat(read.loaded()).containsExactly(BOUND, DISPUTED, "registry", STATUS, TILES, "types");
        assertThat(read.file()).isEqualTo(DRAFT.file(COSIGNED));
        assertThat(read.manifest().parts(ISSUER))
                .extracting(PartEntry::name)
                .containsExactly(BOUND, DISPUTED, STATUS, TILES);
        assertThat(read.manifest().parts(OTHER)).isEmpty();
    }

    @Test
    void keys_departments_regions_and_types_are_found() {
        TrustBundle read = open(DRAFT.file(COSIGNED));
        TrustedKey key = read.key(WORLD.department.kid()).orElseThrow();
        assertThat(key.authority().name()).isEqualTo("测试局");
        assertThat(key.publicKey()).isEqualTo(WORLD.department.key().publicKey());
        assertThat(key.certificate()).isEqualTo(WORLD.department.certificate().der());
        assertThat(key.retiredFrom()).hasValue(9);
        assertThat(key.distrustedFrom()).hasValue(7);
        assertThat(read.key(WORLD.stranger.kid())).isEmpty();
        assertThat(read.key(WORLD.gateway.kid()))
                .as("no gateway signs licences")
                .isEmpty();
        GatewayKey gateway = read.gatewayKey(WORLD.gateway.kid()).orElseThrow();
        assertThat(gateway.region().mspId()).isEqualTo("RegionA");
        assertThat(gateway.publicKey()).isEqualTo(WORLD.gateway.key().publicKey());
        assertThat(read.gatewayKey(WORLD.department.kid())).isEmpty();
        assertThat(read.authorities()).extracting(TrustedAuthority::code).containsExactly(ISSUER, OTHER);
        assertThat(read.authority(OTHER).orElseThrow().mayIssue(TYPE, 0)).isTrue();
        assertThat(read.authority(TYPE.definingAuthority())).isEmpty();
        assertThat(read.type(TYPE, 1)).contains(Samples.type(Samples.TYPE, 1));
        assertThat(read.type(TYPE, 2)).isEmpty();
        assertThat(read.type(LicenceTypeCode.parse(Samples.OTHER_TYPE), 1)).isEmpty();
    }

    @Test
    void tiles_are_compared_and_known_or_not() {
        TrustBundle read = open(DRAFT.file(COSIGNED));
        TrustedTiles tiles = read.tiles(ISSUER).orElseThrow();
        assertThat(tiles.count()).isEqualTo(2);
        assertThat(tiles.size(0)).isEqualTo(256);
        assertThat(tiles.size(1)).isEqualTo(44);
        Bytes root = LICENCE.batch().tileRoots().get(1);
        assertThat(tiles.hasRoot(1, root)).isTrue();
        assertThat(tiles.hasRoot(0, root)).isFalse();
        assertThat(tiles.hasRoot(1, root.slice(0, 16))).isFalse();
        assertThatThrownBy(() -> tiles.size(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tiles.hasRoot(-1, root)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(read.tiles(OTHER)).as("a department without tiles").contains(TrustedTiles.EMPTY);
        assertThat(read.tiles(TYPE.definingAuthority())).as("unknown").isEmpty();
    }

    @Test
    void status_marks_and_bounds_are_told_apart() {
        TrustBundle read = open(DRAFT.file(COSIGNED));
        assertThat(read.status(ISSUER, 0)).contains(evidence(StatusValue.IN_FORCE, true, true));
        assertThat(read.status(ISSUER, 1)).contains(evidence(StatusValue.ENDED, false, false));
        assertThat(read.status(ISSUER, 2)).contains(evidence(StatusValue.SUSPENDED, true, false));
        assertThat(read.status(ISSUER, 299)).contains(evidence(StatusValue.SUPERSEDED, false, true));
        assertThat(read.status(ISSUER, 511)).contains(evidence(StatusValue.IN_FORCE, false, false));
        for (long beyond : List.of(512L, 1L << 20, 1L << 40, Long.MAX_VALUE, -1L)) {
            assertThat(read.status(ISSUER, beyond)).as("number %d", beyond).isEmpty();
        }
        assertThat(read.status(OTHER, 0)).isEmpty();
    }

    private static StatusEvidence evidence(StatusValue value, boolean disputed, boolean bound) {
        return new StatusEvidence(value, disputed, bound, World.BUNDLE_ISSUED);
    }

    @Test
    void what_is_named_and_not_loaded_cannot_be_told() {
        TrustBundle none = open(DRAFT.file(COSIGNED, Set.of()));
        assertThat(none.loaded()).containsExactly("registry", "types");
        assertThat(none.digest()).isEqualTo(DRAFT.manifest().digest());
        assertThat(none.tiles(ISSUER)).isEmpty();
        assertThat(none.status(ISSUER, 0)).isEmpty();
        TrustBundle some = none.with(TILES, DRAFT.part(TILES)).with(STATUS, DRAFT.part(STATUS));
        assertThat(some.tiles(ISSUER)).isPresent();
        assertThat(some.status(ISSUER, 1)).as("without the marks").isEmpty();
        TrustBundle more =
                some.with(new TreeMap<>(java.util.Map.of(DISPUTED, DRAFT.part(DISPUTED), BOUND, DRAFT.part(BOUND))));
        assertThat(more.status(ISSUER, 1)).contains(evidence(StatusValue.ENDED, false, false));
        assertThat(more.file()).isEqualTo(DRAFT.file(COSIGNED));
        assertThat(none.merge(some).loaded()).isEqualTo(some.loaded());
        assertThat(some.merge(none).loaded()).isEqualTo(some.loaded());
    }

    @Test
    void a_list_that_is_no_list_tells_nothing() {
        World world = new World();
        world.issue(1);
        BundleDraft draft = world.draft(World.NETWORK);
        var parts = new TreeMap<>(draft.parts());
        parts.put(STATUS, Bytes.utf8("no list"));
        var entries = new java.util.ArrayList<>(draft.manifest().parts());
        entries.replaceAll(entry ->
                entry.name().equals(STATUS) ? PartEntry.of(PartName.parse(STATUS), 7, Bytes.utf8("no list")) : entry);
        Bytes manifest = BundleManifest.of(World.NETWORK, World.BUNDLE_EXPIRES, true, entries)
                .encoded();
        TrustBundle read = open(Signed.file(manifest, parts));
        assertThat(read.tiles(ISSUER)).isPresent();
        assertThat(read.status(ISSUER, 0)).isEmpty();
        assertThat(read.status(ISSUER, 0)).isEmpty();
    }

    @Test
    void writers_of_one_ledger_say_the_same() {
        assertThat(WORLD.draft(World.NETWORK).manifest().encoded())
                .isEqualTo(DRAFT.manifest().encoded());
        BundleDraft read = BundleDraft.of(DRAFT.manifest().encoded(), DRAFT.parts());
        assertThat(DRAFT.saysTheSameAs(read)).isTrue();
        assertThat(DRAFT.saysTheSameAs(new World().draft(World.NETWORK))).isFalse();
    }

    @Test
    void other_zlib_data_of_one_list_says_the_same() {
        Bytes list = DRAFT.part(DISPUTED);
        Bytes other = Signed.stored(StatusList.decode(list, 1), 512);
        assertThat(other).isNotEqualTo(list);
        var parts = new TreeMap<>(DRAFT.parts());
        parts.put(DISPUTED, other);
        var entries = new java.util.ArrayList<>(DRAFT.manifest().parts());
        entries.replaceAll(
                entry -> entry.name().equals(DISPUTED) ? PartEntry.of(PartName.parse(DISPUTED), 7, other) : entry);
        BundleDraft theirs = BundleDraft.of(
                BundleManifest.of(World.NETWORK, World.BUNDLE_EXPIRES, true, entries)
                        .encoded(),
                parts);
        assertThat(DRAFT.saysTheSameAs(theirs)).isTrue();
        assertThat(theirs.saysTheSameAs(DRAFT)).isTrue();
    }

    @Test
    void parts_and_manifest_are_files_of_their_own() {
        DRAFT.files().forEach((path, file) -> assertThat(path).endsWith("/" + Sm3.digest(file)));
        assertThat(DRAFT.files()).hasSize(7).containsKey(DRAFT.manifest().path());
        TrustBundle none = open(DRAFT.file(COSIGNED, Set.of()));
        PartEntry tiles = none.manifest().part(TILES).orElseThrow();
        assertThat(tiles.department()).contains(ISSUER);
        assertThat(none.with(
                                TILES,
                                Optional.ofNullable(DRAFT.files().get(tiles.path()))
                                        .orElseThrow())
                        .tiles(ISSUER))
                .isPresent();
    }

    @Test
    void a_right_holds_between_its_tiles() {
        var right = new TypeRight(TYPE, 3, OptionalLong.of(5));
        assertThat(List.of(2L, 3L, 4L, 5L).stream().filter(right::covers)).containsExactly(3L, 4L);
        assertThat(TypeRight.of(TYPE).covers(0xffff_ffffL)).isTrue();
        TrustedAuthority authority = authority(List.of(right, new TypeRight(TYPE, 5, OptionalLong.empty())));
        assertThat(authority.mayIssue(TYPE, 2)).isFalse();
        assertThat(authority.mayIssue(TYPE, 5)).isTrue();
        assertThat(authority.everMayIssue(TYPE)).isTrue();
        assertThat(authority.everMayIssue(LicenceTypeCode.parse(Samples.OTHER_TYPE)))
                .isFalse();
    }

    private static TrustedAuthority authority(List<TypeRight> rights) {
        return new TrustedAuthority(ISSUER, "x", "RegionA", List.of(), rights);
    }

    @Test
    void what_cannot_be_is_not_built() {
        assertThatThrownBy(() -> new TrustAnchors(
                        World.NETWORK, World.anchors(World.NETWORK).cosigners(), 4))
                .hasMessageContaining("which is 3");
        assertThatThrownBy(() -> new TrustAnchors(World.NETWORK, java.util.Map.of(), 0))
                .hasMessageContaining("from 1");
        assertThatThrownBy(() -> new TypeRight(TYPE, 3, OptionalLong.of(3))).hasMessageContaining("later one");
        assertThatThrownBy(() -> new TypeRight(TYPE, 1L << 32, OptionalLong.empty()))
                .hasMessageContaining("below 2^32");
        assertThatThrownBy(() -> authority(List.of(TypeRight.of(TYPE), new TypeRight(TYPE, 4, OptionalLong.empty()))))
                .hasMessageContaining("do not overlap");
        CertifiedKey one = WORLD.department.certificate().certifiedKey();
        CertifiedKey two = WORLD.stranger.certificate().certifiedKey();
        List<CertifiedKey> sorted = new java.util.ArrayList<>(List.of(one, two));
        sorted.sort(java.util.Comparator.comparing(CertifiedKey::kid));
        List<CertifiedKey> reversed = new java.util.ArrayList<>(sorted);
        Collections.reverse(reversed);
        assertThat(new TrustedAuthority(ISSUER, "x", "RegionA", sorted, List.of()).keys())
                .isEqualTo(sorted);
        assertThatThrownBy(() -> new TrustedAuthority(ISSUER, "x", "RegionA", reversed, List.of()))
                .hasMessageContaining("by kid");
        assertThatThrownBy(() -> new TrustedRegion("RegionA", "x", List.of(WORLD.departmentKey)))
                .hasMessageContaining("without tiles");
        assertThatThrownBy(() -> new TrustedRegion("Region A", "x", List.of())).hasMessageContaining("MSP id");
        assertThatThrownBy(() -> new TrustedTiles.Builder().add(Bytes.of(new byte[32]), 257))
                .hasMessageContaining("1 to 256");
        assertThatThrownBy(() -> new TrustBundleWriter(World.NETWORK, true).draft(World.BUNDLE_EXPIRES))
                .hasMessageContaining("registry");
        assertThatThrownBy(() -> DRAFT.checkpoint(6, Sm3.digest(), new Position(0, 0), World.BUNDLE_ISSUED))
                .hasMessageContaining("at most 6");
        assertThatThrownBy(() -> DRAFT.checkpoint(7, Sm3.digest(), new Position(0, 0), World.BUNDLE_EXPIRES))
                .hasMessageContaining("an expiry after");
        assertThatThrownBy(() -> new World().draft(World.NETWORK).file(COSIGNED))
                .hasMessageContaining("does not name this manifest");
    }
}
