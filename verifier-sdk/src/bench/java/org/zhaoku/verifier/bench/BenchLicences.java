package org.zhaoku.verifier.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedTile;

/** Made-up departments, a bundle of them and codes in random order, each in a full tile, so with a receipt of eight steps. */
final class BenchLicences {
    static final Instant NOW = World.NOW;

    final List<String> codes = new ArrayList<>();
    final TrustBundle bundle;

    private final Random random = new Random(1);

    BenchLicences(int issuers, int codesOfEach) {
        List<TrustedAuthority> authorities = new ArrayList<>();
        for (int i = 0; i < issuers; i++) {
            Department department = Department.of(Samples.uscc(random, "1144"), 1000L + i);
            authorities.add(authority(department, List.of(issue(department, codesOfEach))));
        }
        bundle = bundle(authorities);
        Collections.shuffle(codes, random);
    }

    /** A bundle of departments without tiles. */
    static TrustBundle ofIssuers(int issuers) {
        return new BenchLicences(issuers, 1).bundle;
    }

    /** A bundle with one department that has issued {@code tiles} full tiles. */
    static TrustBundle ofTiles(int tiles) {
        var random = new Random(2);
        List<TrustedTile> all = new ArrayList<>();
        for (int i = 0; i < tiles; i++) {
            all.add(TrustedTile.of(Samples.bytes(random, 32), TileTree.TILE_SIZE));
        }
        return bundle(List.of(authority(Department.of(Samples.ISSUER, 1), all)));
    }

    private TrustedTile issue(Department department, int count) {
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
        return TrustedTile.of(tree.tileRoots().get(0), TileTree.TILE_SIZE);
    }

    private static TrustedAuthority authority(Department department, List<TrustedTile> tiles) {
        return new TrustedAuthority(
                UnifiedSocialCreditCode.parse(department.code()),
                "测试局",
                "RegionA",
                List.of(department.certificate()),
                new TreeSet<>(List.of(Samples.TYPE)),
                tiles);
    }

    private static TrustBundle bundle(List<TrustedAuthority> authorities) {
        authorities = authorities.stream()
                .sorted(Comparator.comparing(authority -> authority.code().value()))
                .toList();
        var made = new TrustBundle(
                World.NETWORK, new Position(7, 0), World.BUNDLE_ISSUED, World.BUNDLE_EXPIRES, authorities);
        var publisher = Department.of(Samples.OTHER_ISSUER, 4);
        // read back, so that what is measured is what a verifier has
        return TrustBundle.open(made.sign(publisher), World.NETWORK, publisher.key().publicKey());
    }
}
