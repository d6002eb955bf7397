package org.zhaoku.verifier.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.log.RecordLog;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.status.StatusEvidence;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.testing.Vectors;
import org.zhaoku.verifier.trust.FieldDefinition.Kind;

/** The example of docs/trust-bundle.md: what a second implementation made of it is what this one makes. */
class WorkedBundleTest {
    private static final Network NETWORK = new Network("example");
    private static final UnifiedSocialCreditCode CODE = UnifiedSocialCreditCode.parse("11440300000000019K");
    private static final LicenceTypeCode TYPE = LicenceTypeCode.parse("11100000000013338W011");
    private static final Instant ISSUED = Instant.parse("2026-05-31T00:00:00Z");
    private static final Instant EXPIRES = Instant.parse("2026-06-07T00:00:00Z");
    private static final Map<String, String> FILE = Vectors.named("worked-bundle.txt");
    private static final Map<String, String> LICENCE = Vectors.named("worked-example.txt");

    private static Bytes given(String name) {
        return Bytes.fromHex(FILE.getOrDefault(name, ""));
    }

    private static TrustAnchors anchors() {
        Map<KeyId, TrustAnchors.Cosigner> cosigners = new TreeMap<>();
        for (String region : new String[] {"a", "b"}) {
            cosigners.put(
                    new KeyId(given("kid-of-region-" + region)),
                    new TrustAnchors.Cosigner(
                            "Region" + region.toUpperCase(java.util.Locale.ROOT),
                            Sm2PublicKey.of(given("public-key-of-region-" + region))));
        }
        return new TrustAnchors(NETWORK, cosigners, 2);
    }

    private static TrustBundleWriter writer() {
        var department = Sm2Certificate.of(Bytes.fromHex(LICENCE.getOrDefault("certificate", "")));
        var gateway = CertifiedKey.of(given("gateway-certificate"), Sm2PublicKey.of(given("gateway-public-key")));
        return new TrustBundleWriter(NETWORK, false)
                .registry(
                        List.of(
                                new TrustedRegion("RegionA", "甲地区", List.of(gateway)),
                                new TrustedRegion("RegionB", "乙地区", List.of())),
                        List.of(new TrustedAuthority(
                                CODE,
                                "示例市住房和城乡建设局",
                                "RegionA",
                                List.of(department.certifiedKey()),
                                List.of(TypeRight.of(TYPE)))),
                        2)
                .types(
                        List.of(new TypeDefinition(
                                TYPE,
                                1,
                                "特种作业操作证",
                                List.of(
                                        new FieldDefinition("HolderName", "持证主体", Kind.TEXT, true, true, true),
                                        new FieldDefinition("WorkClass", "作业类别", Kind.CODE, true, true, false),
                                        new FieldDefinition("HolderCode", "持证主体代码", Kind.TEXT, true, false, true),
                                        new FieldDefinition("FirstIssued", "初领日期", Kind.DATE, true, false, false),
                                        new FieldDefinition("Remark", "备注", Kind.TEXT, false, false, false)))),
                        1);
    }

    private static TrustedTiles.Builder fullTiles() {
        var tiles = new TrustedTiles.Builder();
        for (int i = 0; i < 7; i++) {
            tiles.add(Bytes.of(new byte[32]), 256);
        }
        return tiles;
    }

    private static BundleDraft draft() {
        Bytes root = Bytes.fromHex(LICENCE.getOrDefault("tile-root", ""));
        Map<Integer, Integer> values = Map.of(5, 2, 1792, 1, 1794, 3);
        return writer().tiles(CODE, fullTiles().add(root, 3).build(), 4)
                .status(CODE, 0, StatusList.of(2, n -> values.getOrDefault(n, 0), 2048), 4)
                .disputed(CODE, 0, StatusList.of(1, n -> n == 5 ? 1 : 0, 2048), 4)
                .bound(CODE, 0, StatusList.of(1, n -> n == 1793 ? 1 : 0, 2048), 4)
                .draft(EXPIRES);
    }

    private static BundleDraft older() {
        return writer().tiles(CODE, fullTiles().build(), 3)
                .status(CODE, 0, StatusList.of(2, n -> n == 5 ? 2 : 0, 1792), 3)
                .draft(EXPIRES.minusSeconds(86_400));
    }

    /** The draft in the file's own zlib data. */
    private static BundleDraft theirs(Bytes manifest, TrustBundle opened) {
        Map<String, Bytes> parts = new TreeMap<>();
        opened.loaded()
                .forEach(name -> parts.put(name, opened.part(name).orElseThrow().encoded()));
        return BundleDraft.of(manifest, parts);
    }

    @Test
    void what_the_file_holds_is_what_the_code_makes_of_the_ledger() {
        CheckpointStore store = CheckpointStore.inMemory();
        TrustBundle older = TrustBundle.open(given("older-bundle"), anchors(), store);
        TrustBundle bundle = TrustBundle.open(given("bundle"), anchors(), store);
        BundleDraft theirs = theirs(given("manifest"), bundle);
        BundleDraft theirsBefore = theirs(given("older-manifest"), older);
        assertThat(draft().saysTheSameAs(theirs)).isTrue();
        assertThat(older().saysTheSameAs(theirsBefore)).isTrue();
        assertThat(draft().part("registry")).isEqualTo(given("registry"));
        assertThat(draft().part("types")).isEqualTo(given("types"));
        assertThat(draft().part("tiles/" + CODE)).isEqualTo(given("tiles"));
        assertThat(theirs.part("status/" + CODE + "/0")).isEqualTo(given("status"));
        assertThat(theirs.part("disputed/" + CODE + "/0")).isEqualTo(given("disputed"));
        assertThat(theirs.part("bound/" + CODE + "/0")).isEqualTo(given("bound"));

        var log = new RecordLog();
        for (int i = 0; i < 3; i++) {
            log.append(Sm3.digest(Bytes.utf8("record " + i)));
        }
        log.append(Bytes.fromHex(LICENCE.getOrDefault("batch-key", "")));
        assertThat(log.root()).isEqualTo(given("log-root"));
        assertThat(theirs.checkpoint(4, log.root(), new Position(41, 2), ISSUED).encode())
                .isEqualTo(given("checkpoint"));
        CosignedCheckpoint cosigned = CosignedCheckpoint.of(List.of(
                SignedCheckpoint.decode(given("message-of-region-a")),
                SignedCheckpoint.decode(given("message-of-region-b"))));
        assertThat(theirs.file(cosigned)).isEqualTo(given("bundle"));
        assertThat(theirs.file(cosigned, Set.of())).isEqualTo(given("partition"));
        assertThat(theirs.delta(cosigned, theirsBefore)).isEqualTo(given("delta"));
        assertThat(older.update(given("delta"), anchors(), store).file()).isEqualTo(given("bundle"));
        assertThat(bundle.digest()).isEqualTo(given("bundle-digest"));
    }

    @Test
    void the_code_of_the_statement_format_is_valid_against_it() {
        TrustBundle bundle = TrustBundle.open(given("bundle"), anchors(), CheckpointStore.inMemory());
        assertThat(bundle.status(CODE, 7 * 256 + 1))
                .contains(new StatusEvidence(StatusValue.IN_FORCE, false, true, ISSUED));
        assertThat(new LicenceVerifier(bundle)
                        .verify(LICENCE.getOrDefault("code-text", ""), Instant.parse("2026-06-01T00:00:00Z")))
                .hasToString("VALID []");
    }

    @Test
    void the_document_prints_the_file() {
        String example = Vectors.lines("worked-bundle.txt").stream().collect(Collectors.joining("\n", "\n", "\n"));
        assertThat(Vectors.document("trust-bundle.md")).contains(example);
    }
}
