package org.zhaoku.verifier.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;

/**
 * Trust bundles from strangers, and what regions might sign by mistake: only the documented exceptions, and what is accepted
 * encodes back to the same bytes.
 */
class TrustFuzzTest {
    private static final World WORLD = new World();
    private static final TrustAnchors ANCHORS = World.anchors(World.NETWORK);
    private static final BundleDraft DRAFT = WORLD.draft(World.NETWORK);
    private static final CosignedCheckpoint COSIGNED =
            WORLD.cosign(DRAFT, World.BUNDLE_ISSUED, World.REGIONS.subList(0, 2));
    private static final TrustBundle BUNDLE =
            TrustBundle.open(DRAFT.file(COSIGNED), ANCHORS, CheckpointStore.inMemory());

    /** A whole file: nobody but the regions makes one. */
    @FuzzTest
    void file(byte[] data) {
        Bytes file = Bytes.of(data);
        try {
            TrustBundle opened = TrustBundle.open(file, ANCHORS, CheckpointStore.inMemory());
            assertThat(opened.file()).isEqualTo(file);
            assertThat(opened.cosigners()).hasSizeGreaterThanOrEqualTo(2);
        } catch (TrustBundleException e) {
            // documented
        }
        try {
            TrustBundle updated = BUNDLE.update(file, ANCHORS, CheckpointStore.inMemory());
            assertThat(updated.cosigners()).hasSizeGreaterThanOrEqualTo(2);
        } catch (TrustBundleException e) {
            // documented
        }
    }

    /** The frame of a file and of a delta, without their signatures. */
    @FuzzTest
    void frame(byte[] data) {
        Bytes file = Bytes.of(data);
        try {
            assertThat(BundleFile.decode(file).encode()).isEqualTo(file);
        } catch (TrustBundleException e) {
            // documented
        }
        try {
            assertThat(BundleDelta.decode(file).encode()).isEqualTo(file);
        } catch (TrustBundleException e) {
            // documented
        }
        try {
            assertThat(CosignedCheckpoint.decode(file).encode()).isEqualTo(file);
        } catch (IllegalArgumentException e) {
            // documented
        }
    }

    /** A manifest behind right signatures. */
    @FuzzTest
    void manifest(byte[] data) {
        Bytes encoded = Bytes.of(data);
        try {
            BundleManifest manifest = BundleManifest.decode(encoded);
            assertThat(BundleManifest.of(manifest.network(), manifest.expiresAt(), manifest.test(), manifest.parts())
                            .encoded())
                    .isEqualTo(encoded);
        } catch (IllegalArgumentException e) {
            // documented
        }
        var checkpoint = new Checkpoint(
                World.NETWORK,
                7,
                Sm3.digest(),
                COSIGNED.checkpoint().position(),
                World.BUNDLE_ISSUED,
                Optional.of(Sm3.digest(encoded)));
        Bytes file = new BundleFile(
                        Signed.sign(checkpoint, World.REGIONS.subList(0, 2)),
                        encoded.size() == 0 ? Bytes.of((byte) 0) : encoded,
                        DRAFT.parts())
                .encode();
        try {
            assertThat(TrustBundle.open(file, ANCHORS, CheckpointStore.inMemory())
                            .file())
                    .isEqualTo(file);
        } catch (TrustBundleException e) {
            // documented
        }
    }

    /** A part behind right signatures; the first byte says which. */
    @FuzzTest
    void part(byte[] data) {
        if (data.length < 2) {
            return;
        }
        Bytes content = Bytes.of(data).slice(1, data.length);
        UnifiedSocialCreditCode code = UnifiedSocialCreditCode.parse(Samples.ISSUER);
        PartName name = switch (data[0] & 3) {
            case 0 -> PartName.REGISTRY;
            case 1 -> PartName.TYPES;
            case 2 -> PartName.tiles(code);
            default -> PartName.list(PartName.Kind.STATUS, code, 0);
        };
        try {
            Part part = Part.decode(name, content);
            assertThat(again(part)).isEqualTo(content);
        } catch (IllegalArgumentException e) {
            // documented
        }
        Map<String, Bytes> parts = new TreeMap<>(DRAFT.parts());
        parts.put(name.toString(), content);
        Bytes manifest = BundleManifest.of(
                        World.NETWORK,
                        World.BUNDLE_EXPIRES,
                        true,
                        parts.entrySet().stream()
                                .map(each -> PartEntry.of(PartName.parse(each.getKey()), 7, each.getValue()))
                                .toList())
                .encoded();
        try {
            TrustBundle opened = TrustBundle.open(Signed.file(manifest, parts), ANCHORS, CheckpointStore.inMemory());
            opened.status(code, 5)
                    .ifPresent(evidence -> assertThat(evidence.asOf()).isEqualTo(World.BUNDLE_ISSUED));
            assertThat(opened.part(name.toString()).orElseThrow().encoded()).isEqualTo(content);
        } catch (TrustBundleException e) {
            // documented
        }
    }

    private static Bytes again(Part part) {
        if (part instanceof RegistryPart registry) {
            return RegistryPart.of(registry.regions(), registry.authorities()).encoded();
        }
        if (part instanceof TypesPart types) {
            return TypesPart.of(types.types()).encoded();
        }
        if (part instanceof TrustedTiles tiles) {
            return TrustedTiles.of(tiles.roots(0), tiles.sizes(0)).encoded();
        }
        // zlib data are not canonical
        return part.encoded();
    }
}
