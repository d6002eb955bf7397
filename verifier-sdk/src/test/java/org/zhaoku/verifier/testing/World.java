package org.zhaoku.verifier.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.statement.Disclosures;
import org.zhaoku.verifier.statement.FieldTree;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.trust.BundleDraft;
import org.zhaoku.verifier.trust.CertifiedKey;
import org.zhaoku.verifier.trust.CheckpointStore;
import org.zhaoku.verifier.trust.CosignedCheckpoint;
import org.zhaoku.verifier.trust.TrustAnchors;
import org.zhaoku.verifier.trust.TrustBundle;
import org.zhaoku.verifier.trust.TrustBundleWriter;
import org.zhaoku.verifier.trust.TrustedAuthority;
import org.zhaoku.verifier.trust.TrustedRegion;
import org.zhaoku.verifier.trust.TrustedTiles;
import org.zhaoku.verifier.trust.TypeRight;

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

    /** Regions A, B and C with their checkpoint keys; two of them make a bundle. */
    public static final List<Department> REGIONS =
            List.of(Department.of("RegionA", 11), Department.of("RegionB", 12), Department.of("RegionC", 13));
    /** Key of region A's gateways. */
    public final Department gateway = Department.of("RegionA", 14);

    /** Values of the department's licences by number; the others are in force. */
    public final Map<Long, StatusValue> statuses = new TreeMap<>();
    /** Numbers of the department's licences that are disputed. */
    public final Set<Long> disputed = new TreeSet<>();
    /** Numbers of the department's licences that are bound to the one before. */
    public final Set<Long> bound = new TreeSet<>();
    /** The department's key as the registry has it. */
    public CertifiedKey departmentKey = department.certificate().certifiedKey();
    /** The department's rights; the other department has one to the type from its first tile on. */
    public List<TypeRight> rights = List.of(TypeRight.of(LicenceTypeCode.parse(Samples.TYPE)));
    /** Number of records on the ledger, which is the version of every part. */
    public long size = 7;

    private final TrustedTiles.Builder tiles = new TrustedTiles.Builder();
    private long tileCount;

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
        long first = tileCount;
        for (int tile = 0; tile < tree.tileRoots().size(); tile++) {
            tiles.add(tree.tileRoots().get(tile), TileTree.tileSize(statements.size(), tile));
            tileCount++;
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

    /** Two of the three regions. */
    public static TrustAnchors anchors(Network network) {
        Map<KeyId, TrustAnchors.Cosigner> cosigners = new TreeMap<>();
        REGIONS.forEach(region -> cosigners.put(
                region.kid(),
                new TrustAnchors.Cosigner(region.code(), region.key().publicKey())));
        return new TrustAnchors(network, cosigners, 2);
    }

    /** What the ledger holds now: the department and another one without tiles. */
    public TrustBundle bundle() {
        return bundle(NETWORK);
    }

    /** The same for a network of this name. */
    public TrustBundle bundle(Network network) {
        return TrustBundle.open(bundleFile(network), anchors(network), CheckpointStore.inMemory());
    }

    /** The bundle with the parts of these departments only. */
    public TrustBundle partialBundle(Set<UnifiedSocialCreditCode> departments) {
        BundleDraft draft = draft(NETWORK);
        Bytes file = draft.file(cosign(draft, BUNDLE_ISSUED, REGIONS.subList(0, 2)), departments);
        return TrustBundle.open(file, anchors(NETWORK), CheckpointStore.inMemory());
    }

    public Bytes bundleFile(Network network) {
        BundleDraft draft = draft(network);
        return draft.file(cosign(draft, BUNDLE_ISSUED, REGIONS.subList(0, 2)));
    }

    /** Signs as if the ledger's root were that of the manifest. */
    public CosignedCheckpoint cosign(BundleDraft draft, Instant time, List<Department> regions) {
        Checkpoint checkpoint =
                draft.checkpoint(size, Sm3.digest(Bytes.utf8("root " + size)), new Position(size, 0), time);
        return CosignedCheckpoint.of(regions.stream()
                .map(region -> SignedCheckpoint.sign(checkpoint, region))
                .toList());
    }

    public BundleDraft draft(Network network) {
        UnifiedSocialCreditCode code = UnifiedSocialCreditCode.parse(department.code());
        var writer = new TrustBundleWriter(network, true)
                .registry(
                        List.of(new TrustedRegion(
                                "RegionA", "甲地区", List.of(gateway.certificate().certifiedKey()))),
                        List.of(
                                authority(department, "测试局", departmentKey, rights),
                                authority(
                                        other,
                                        "另一局",
                                        other.certificate().certifiedKey(),
                                        List.of(TypeRight.of(LicenceTypeCode.parse(Samples.TYPE))))),
                        size)
                .types(List.of(Samples.type(Samples.TYPE, 1)), size);
        int numbers = (int) tileCount * TileTree.TILE_SIZE;
        if (numbers > 0) {
            writer.tiles(code, tiles.build(), size)
                    .status(
                            code,
                            0,
                            StatusList.of(
                                    2,
                                    number -> statuses.getOrDefault((long) number, StatusValue.IN_FORCE)
                                            .number(),
                                    numbers),
                            size);
        }
        if (!disputed.isEmpty()) {
            writer.disputed(code, 0, marks(disputed, numbers), size);
        }
        if (!bound.isEmpty()) {
            writer.bound(code, 0, marks(bound, numbers), size);
        }
        return writer.draft(BUNDLE_EXPIRES);
    }

    private static StatusList marks(Set<Long> marked, int numbers) {
        return StatusList.of(1, number -> marked.contains((long) number) ? 1 : 0, numbers);
    }

    private static TrustedAuthority authority(
            Department department, String name, CertifiedKey key, List<TypeRight> rights) {
        return new TrustedAuthority(
                UnifiedSocialCreditCode.parse(department.code()), name, "RegionA", List.of(key), rights);
    }
}
