package org.zhaoku.verifier.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.BundleDraft;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.CosignedCheckpoint;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustBundleWriter;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedRegion;
import org.zhaoku.verifier.trust.TrustedTiles;
import org.zhaoku.verifier.trust.TypeRight;

/** Made-up departments, a bundle of them and codes in random order, each in a full tile, so with a receipt of eight steps. */
final class BenchLicences {
    static final Instant NOW = World.NOW;

    final List<String> codes = new ArrayList<>();
    final TrustBundle bundle;

    private final Random random = new Random(1);

    /** A department with its tiles. */
    private record Issuer(Department department, TrustedTiles tiles) {}

    BenchLicences(int issuers, int codesOfEach) {
        List<Issuer> all = new ArrayList<>();
        for (int i = 0; i < issuers; i++) {
            Department department = Department.of(Samples.uscc(random, "1144"), 1000L + i);
            all.add(new Issuer(department, issue(department, codesOfEach)));
        }
        bundle = bundle(all);
        Collections.shuffle(codes, random);
    }

    /** A bundle with one department that has issued {@code tiles} full tiles. */
    static TrustBundle ofTiles(int tiles) {
        var random = new Random(2);
        var all = new TrustedTiles.Builder();
        for (int i = 0; i < tiles; i++) {
            all.add(Samples.bytes(random, 32), TileTree.TILE_SIZE);
        }
        return bundle(List.of(new Issuer(Department.of(Samples.ISSUER, 1), all.build())));
    }

    private TrustedTiles issue(Department department, int count) {
        List<SignedStatement> statements = new ArrayList<>();
        List<Bytes> leaves = new ArrayList<>();
        for (int i = 0; i < TileTree.TILE_SIZE; i++) {
            if (i < count) {
                var statement = Samples.statement(
                        department.code(), Samples.TYPE, "2026%07d".formatted(i), Samples.fields(random.nextLong()));
                statements.add(World.sign(statement, department));
                leaves.add(statements.get(i).digest());
            } else {
                leaves.add(Samples.bytes(random, 32));
            }
        }
        var tree = new TileTree(leaves);
        for (int i = 0; i < count; i++) {
            var receipt = new TileReceipt(0, i, tree.pathInTile(i));
            codes.add(new LicenceCode(statements.get(i), Optional.of(receipt), Optional.empty()).text());
        }
        return new TrustedTiles.Builder()
                .add(tree.tileRoots().get(0), TileTree.TILE_SIZE)
                .build();
    }

    /** With a status list for each department, one licence in a hundred revoked, though none of the first 255 of a tile. */
    private static TrustBundle bundle(List<Issuer> issuers) {
        List<Issuer> sorted = issuers.stream()
                .sorted(Comparator.comparing(issuer -> issuer.department().code()))
                .toList();
        var writer = new TrustBundleWriter(World.NETWORK, true)
                .registry(
                        List.of(new TrustedRegion("RegionA", "甲地区", List.of())),
                        sorted.stream().map(BenchLicences::authority).toList(),
                        1);
        for (Issuer issuer : sorted) {
            UnifiedSocialCreditCode code =
                    UnifiedSocialCreditCode.parse(issuer.department().code());
            writer.tiles(code, issuer.tiles(), 1);
            for (int list = 0; list << 12 < issuer.tiles().count(); list++) {
                int numbers = Math.min(1 << 20, (issuer.tiles().count() - (list << 12)) * TileTree.TILE_SIZE);
                writer.status(code, list, StatusList.of(2, number -> number % TileTree.TILE_SIZE == 255 ? 1 : 0, numbers), 1);
            }
        }
        BundleDraft draft = writer.draft(World.BUNDLE_EXPIRES);
        Checkpoint checkpoint =
                draft.checkpoint(1, Samples.bytes(new Random(3), 32), new Position(7, 0), World.BUNDLE_ISSUED);
        var cosigned = CosignedCheckpoint.of(World.REGIONS.stream()
                .map(region -> SignedCheckpoint.sign(checkpoint, region))
                .toList());
        // read back, so that what is measured is what a verifier has
        return TrustBundle.open(draft.file(cosigned), World.anchors(World.NETWORK), CheckpointStore.inMemory());
    }

    private static TrustedAuthority authority(Issuer issuer) {
        return new TrustedAuthority(
                UnifiedSocialCreditCode.parse(issuer.department().code()),
                "测试局",
                "RegionA",
                List.of(issuer.department().certificate().certifiedKey()),
                List.of(TypeRight.of(LicenceTypeCode.parse(Samples.TYPE))));
    }
}
