package org.zhaoku.verifier.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.FieldTree;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedTile;

/** One department with its batches on a make-believe ledger, and the bundle that tells of them. */
public final class World {
    public static final Network NETWORK = new Network("test");
    /** A moment at which bundle and sample licences are valid. */
    public static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

    public static final Instant BUNDLE_ISSUED = Instant.parse("2026-05-31T00:00:00Z");
    public static final Instant BUNDLE_EXPIRES = Instant.parse("2026-06-07T00:00:00Z");

    public final Department department = Department.of(Samples.ISSUER, 1);
    /** A second key of the same department is registered in no bundle. */
    public final Department stranger = Department.of(Samples.ISSUER, 2);

    public final Department other = Department.of(Samples.OTHER_ISSUER, 3);
    public final Department publisher = Department.of("11100000000013338W", 4);

    private final List<TrustedTile> tiles = new ArrayList<>();

    /** A statement that is in a batch. */
    public record Anchored(SignedStatement statement, FieldTree fields, TileReceipt receipt, SignedBatch batch) {
        public LicenceCode code() {
            return new LicenceCode(statement, Optional.of(receipt), Optional.empty());
        }

        public LicenceCode code(Disclosures disclosures) {
            return new LicenceCode(statement, Optional.of(receipt), Optional.of(disclosures));
        }
    }

    /** Signs and anchors {@code count} sample licences as one batch. */
    public List<Anchored> issue(int count) {
        List<SignedStatement> statements = new ArrayList<>();
        List<FieldTree> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(Samples.fields(i));
            statements.add(sign(Samples.statement("2026%07d".formatted(i), fields.get(i)), department));
        }
        return anchor(statements, fields);
    }

    /** Anchors one statement in a batch of its own. */
    public Anchored anchor(SignedStatement statement) {
        return anchor(List.of(statement), List.of(Samples.fields(0))).get(0);
    }

    private List<Anchored> anchor(List<SignedStatement> statements, List<FieldTree> fields) {
        var tree = new TileTree(statements.stream().map(SignedStatement::digest).toList());
        var header = new BatchHeader(
                NETWORK,
                UnifiedSocialCreditCode.parse(Samples.ISSUER),
                "RegionA",
                department.kid(),
                new TreeSet<>(List.of(Samples.TYPE)),
                statements.size(),
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        SignedBatch batch = SignedBatch.sign(header, tree.tileRoots(), department);
        long first = tiles.size();
        for (int tile = 0; tile < tree.tileRoots().size(); tile++) {
            tiles.add(TrustedTile.of(tree.tileRoots().get(tile), TileTree.tileSize(statements.size(), tile)));
        }
        List<Anchored> anchored = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            anchored.add(new Anchored(
                    statements.get(i),
                    fields.get(i),
                    new TileReceipt(first + i / TileTree.TILE_SIZE, i % TileTree.TILE_SIZE, tree.pathInTile(i)),
                    batch));
        }
        return anchored;
    }

    public static SignedStatement sign(Statement statement, Department signer) {
        return SignedStatement.sign(statement, NETWORK, signer);
    }

    /** What the ledger holds now: the department and another one without tiles. */
    public TrustBundle bundle() {
        return bundle(NETWORK);
    }

    /** The same for a network of this name. */
    public TrustBundle bundle(Network network) {
        return new TrustBundle(
                network,
                new Position(7, 0),
                BUNDLE_ISSUED,
                BUNDLE_EXPIRES,
                List.of(authority(department, "测试局", tiles), authority(other, "另一局", List.of())));
    }

    private static TrustedAuthority authority(Department department, String name, List<TrustedTile> tiles) {
        List<Sm2Certificate> certificates = List.of(department.certificate());
        return new TrustedAuthority(
                UnifiedSocialCreditCode.parse(department.code()),
                name,
                "RegionA",
                certificates,
                new TreeSet<>(List.of(Samples.TYPE)),
                tiles);
    }
}
