package org.zhaoku.gateway.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.chaincode.command.AddKey;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.ChangeStatus;
import org.zhaoku.chaincode.command.ProvenChange;
import org.zhaoku.gateway.e2e.FabricNetwork;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.keys.KeysProperties;
import org.zhaoku.gateway.keys.Pkcs12Signer;
import org.zhaoku.gateway.keys.SigningKey;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.Verdict;
import org.zhaoku.verifier.anchor.BatchHeader;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.SignedBatch;
import org.zhaoku.verifier.anchor.TileReceipt;
import org.zhaoku.verifier.anchor.TileTree;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.cose.CoseSign1;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2Signature;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.statement.SignedStatement;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.SignedStatusChange;
import org.zhaoku.verifier.status.StatusChange;
import org.zhaoku.verifier.status.StatusReason;
import org.zhaoku.verifier.trust.TrustBundle;
import tools.jackson.databind.JsonNode;

/** Two of three regions collude on the real network: Fabric takes their false records, and no honest reader does. */
class FabricCollusionIT {
    private static final String HOME = System.getProperty("zhaoku.fabric.home", "");
    private static final Network NETWORK = new Network("regions");
    private static final String REGION_A = "RegionAMSP";
    private static final String REGION_C = "RegionCMSP";
    private static final int PORT = 28_500;

    private final FabricNetwork network = new FabricNetwork(HOME, Path.of("target", "collusion-network"), PORT);

    @TempDir
    private Path folder;

    private Region a;
    private Region c;

    @BeforeEach
    void up() {
        assumeTrue(!HOME.isEmpty(), "Fabric was not found: ./zhaoku test looks for it");
        network.down();
        network.up();
        a = new Region(network, folder, "a", 1);
        c = new Region(network, folder, "c", 1);
    }

    @AfterEach
    void down() throws IOException {
        if (!HOME.isEmpty()) {
            try {
                for (Region region :
                        Stream.of(a, c).filter(each -> each != null).toList()) {
                    region.close();
                }
            } finally {
                network.down();
            }
        }
    }

    @Test
    void false_records_that_two_colluding_regions_endorse_are_ignored_by_every_honest_reader() throws Exception {
        Issued own = issue(a);
        Issued others = issue(c);
        SigningKey foreign = key("foreign", a);
        SigningKey smuggled = key("smuggled", c);
        SignedStatement forged = forge(own, a, foreign);
        SignedStatement alien = forge(others, c, smuggled);
        MessageSigner disguised = named(own.statement().kid(), foreign);

        try (var colluding = new ColludingEndorsers(network, folder)) {
            // of a department of the colluding region, whose key the region does not have
            colluding.commit(batch(forged, a, REGION_A, foreign), REGION_A);
            colluding.commit(batch(forged, a, REGION_A, disguised), REGION_A);
            colluding.commit(revocation(own, a, foreign), REGION_A);
            // of a department of the honest region
            var key = AddKey.prove(NETWORK, c.department(), smuggled.certificate(), smuggled);
            colluding.commit(key, REGION_A);
            colluding.commit(key, REGION_C);
            colluding.commit(batch(alien, c, REGION_C, smuggled), REGION_C);
            for (Region region : List.of(a, c)) {
                GatewayProcess.until(
                        "each false record raises an alarm",
                        () -> alarms(region).size() >= 6);
            }
            issue(c);
        }

        Issued last = issue(c);
        Issued lastOwn = issue(a);
        for (Region region : List.of(a, c)) {
            GatewayProcess gateway = region.gateways().get(0);
            GatewayProcess.until("the bundle has what was issued last", () -> valid(gateway, lastOwn.code()));
            assertThat(valid(gateway, own.code())).as("not revoked").isTrue();
            assertThat(valid(gateway, last.code())).isTrue();
            TrustBundle bundle = Licences.bundle(gateway);
            assertThat(bundle.key(foreign.kid())).isEmpty();
            assertThat(bundle.key(smuggled.kid())).isEmpty();
            // whichever number a false batch could have been given
            for (long tile = 0; tile <= last.tile() + 3; tile++) {
                assertThat(valid(gateway, codeAt(forged, tile))).isFalse();
                assertThat(valid(gateway, codeAt(alien, tile))).isFalse();
            }
            assertThat(alarms(region)).hasSize(6);
        }
        assertThat(lastOwn.tile()).as("no false batch took a number").isEqualTo(own.tile() + 1);
        assertThat(last.tile()).as("no false batch took a number").isEqualTo(others.tile() + 2);
    }

    /** A key that is not on the ledger, whoever claims it. */
    private SigningKey key(String name, Region region) {
        return Pkcs12Signer.open(
                        DataDirectory.open(folder.resolve(name)),
                        new KeysProperties("", "test"),
                        Clock.systemUTC(),
                        new SecureRandom())
                .createDepartment(region.department(), "冒名局");
    }

    /** A licence in force. */
    private record Issued(String code, SignedStatement statement, FullReceipt receipt) {
        long tile() {
            return receipt.receipt().tile();
        }
    }

    private static Issued issue(Region region) {
        GatewayProcess gateway = region.gateways().get(0);
        String id = gateway.post("/api/v1/licences", region.office().request())
                .get("id")
                .asString();
        GatewayProcess.until(
                "in force", () -> Licences.state(gateway, id) == org.zhaoku.gateway.licence.LicenceState.IN_FORCE);
        JsonNode licence = gateway.get("/api/v1/licences/" + id).get("licence");
        return new Issued(
                new String(gateway.bytes("/api/v1/licences/" + id + "/qr.txt"), UTF_8),
                SignedStatement.decode(binary(licence, "statement")),
                FullReceipt.decode(binary(licence, "receipt")));
    }

    private static Bytes binary(JsonNode licence, String name) {
        return Bytes.of(Base64.getUrlDecoder().decode(licence.get(name).asString()));
    }

    /** The same claims under a key that is not the department's. */
    private static SignedStatement forge(Issued honest, Region region, SigningKey foreign) {
        TrustBundle bundle = Licences.bundle(region.gateways().get(0));
        Statement claims = honest.statement()
                .open(
                        NETWORK,
                        bundle.key(honest.statement().kid()).orElseThrow().key().publicKey())
                .orElseThrow();
        return SignedStatement.sign(claims, NETWORK, foreign);
    }

    private static AnchorBatch batch(SignedStatement forged, Region region, String mspId, MessageSigner signer) {
        var tree = new TileTree(List.of(forged.digest()));
        var header = new BatchHeader(
                NETWORK,
                region.department(),
                mspId,
                signer.kid(),
                new TreeSet<>(List.of(region.type().value())),
                1,
                tree.root(),
                Sm3.digest(Bytes.concat(tree.tileRoots())));
        return new AnchorBatch(SignedBatch.sign(header, tree.tileRoots(), signer));
    }

    /** Signs with {@code key} and claims to be another. */
    private static MessageSigner named(KeyId kid, MessageSigner key) {
        return new MessageSigner() {
            @Override
            public KeyId kid() {
                return kid;
            }

            @Override
            public Sm2Signature sign(Bytes message) {
                return key.sign(message);
            }
        };
    }

    private static ChangeStatus revocation(Issued honest, Region region, SigningKey foreign) {
        FullReceipt receipt = honest.receipt();
        Bytes key = Sm3.digest(CoseSign1.decode(receipt.header()).payload());
        int place =
                receipt.tileInBatch() * TileTree.TILE_SIZE + receipt.receipt().place();
        var licence = new StatusChange.Licence(
                NETWORK, region.department(), key, place, honest.statement().digest());
        var change = StatusChange.of(
                licence, 1, LicenceState.IN_FORCE, LicenceState.REVOKED, StatusReason.REVOKED_AS_PUNISHMENT);
        List<Bytes> path = new ArrayList<>(receipt.receipt().path());
        path.addAll(receipt.path());
        return new ChangeStatus(new ProvenChange(SignedStatusChange.sign(change, foreign), path, Optional.empty()));
    }

    /** The code of a forged licence, alone in a batch whose tile has this number. */
    private static String codeAt(SignedStatement forged, long tile) {
        var receipt = new TileReceipt(tile, 0, new TileTree(List.of(forged.digest())).pathInTile(0));
        return new LicenceCode(forged, Optional.of(receipt), Optional.empty()).text();
    }

    private static boolean valid(GatewayProcess gateway, String code) {
        return new LicenceVerifier(Licences.bundle(gateway))
                        .verify(code, Instant.now())
                        .outcome()
                == Verdict.Outcome.VALID;
    }

    /** What the gateway's log tells an operator. */
    private List<String> alarms(Region region) {
        try (Stream<String> lines =
                Files.lines(folder.resolve("gateway-" + region.letter() + "-1").resolve("gateway.log"))) {
            return lines.filter(line -> line.contains("ALARM")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
