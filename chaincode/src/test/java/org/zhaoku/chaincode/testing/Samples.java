package org.zhaoku.chaincode.testing;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.AuthoriseType;
import org.zhaoku.chaincode.command.PutRegion;
import org.zhaoku.chaincode.command.RegionKey;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.Sm3;

/** Two regions with a department each. */
public final class Samples {
    public static final Network NETWORK = new Network("regions");
    public static final String REGION_A = "RegionAMSP";
    public static final String REGION_B = "RegionBMSP";
    public static final String REGION_C = "RegionCMSP";
    public static final UnifiedSocialCreditCode DEPARTMENT_A = UnifiedSocialCreditCode.parse("11330100002489006R");
    public static final UnifiedSocialCreditCode DEPARTMENT_B = UnifiedSocialCreditCode.parse("11440300000000019K");
    public static final LicenceTypeCode TYPE = LicenceTypeCode.parse("11100000000013338W011");
    public static final LicenceTypeCode OTHER_TYPE = LicenceTypeCode.parse("11100000000013338W032");
    public static final TestKey KEY_A = TestKey.of(1001);
    public static final TestKey KEY_B = TestKey.of(2002);

    private Samples() {}

    /** A ledger where each department is registered with a key; department A has the right to {@link #TYPE}. */
    public static TestLedger ledger() {
        var ledger = new TestLedger();
        ledger.submit(REGION_A, new RegisterAuthority(DEPARTMENT_A, "杭州市住房保障和房产管理局"));
        ledger.submit(REGION_B, new RegisterAuthority(DEPARTMENT_B, "深圳市住房和建设局"));
        ledger.submit(REGION_A, AddKey.prove(NETWORK, DEPARTMENT_A, KEY_A.certificate(), KEY_A));
        ledger.submit(REGION_B, AddKey.prove(NETWORK, DEPARTMENT_B, KEY_B.certificate(), KEY_B));
        ledger.submit(REGION_A, new AuthoriseType(DEPARTMENT_A, TYPE));
        return ledger;
    }

    /** The first entry of a region in the directory, with keys of its own. */
    public static PutRegion region(String region, long scalar) {
        return region(region, 1, scalar, scalar + 1);
    }

    /** An entry of a region in the directory. */
    public static PutRegion region(String region, int version, long gatewayKey, long checkpointKey) {
        return new PutRegion(
                version,
                "地区",
                List.of("https://" + region.toLowerCase(Locale.ROOT) + ".example:8443/zhaoku"),
                List.of(regionKey(region, RegionKey.Use.GATEWAY, TestKey.of(gatewayKey))),
                regionKey(region, RegionKey.Use.CHECKPOINT, TestKey.of(checkpointKey)));
    }

    private static RegionKey regionKey(String region, RegionKey.Use use, TestKey key) {
        return RegionKey.prove(NETWORK, region, use, key.certificate(), key);
    }

    /** A batch that {@link #ledger} takes from region A. */
    public static AnchorBatch batch() {
        return batch(NETWORK, DEPARTMENT_A, REGION_A, KEY_A, 300, TYPE);
    }

    /** Batches of one size have one root, whatever else differs. */
    public static AnchorBatch batch(
            Network network,
            UnifiedSocialCreditCode department,
            String region,
            TestKey key,
            int size,
            LicenceTypeCode... types) {
        var tree = new TileTree(IntStream.range(0, size)
                .mapToObj(i -> Sm3.digest(Bytes.utf8("statement " + i)))
                .toList());
        Collection<String> codes =
                List.of(types).stream().map(LicenceTypeCode::value).toList();
        var header = new BatchHeader(
                network,
                department,
                region,
                key.kid(),
                new TreeSet<>(codes),
                size,
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        return new AnchorBatch(SignedBatch.sign(header, tree.tileRoots(), key));
    }
}
