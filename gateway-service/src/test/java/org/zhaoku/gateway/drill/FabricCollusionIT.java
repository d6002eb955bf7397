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
    private static final String OWN_REGION = "RegionAMSP";
    private static final String VICTIM_REGION = "RegionCMSP";
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
        Issued honest = issue(c);
        SigningKey foreign = Pkcs12Signer.open(
                        DataDirectory.open(folder.resolve("foreign")),
                        new KeysProperties("", "test"),
                        Clock.systemUTC(),
                        new SecureRandom())
                .createDepartment(c.department(), "冒名局");
        SignedStatement forged = forge(honest, foreign);
        AnchorBatch batch = batch(forged, foreign);
        AnchorBatch sameKid = batch(forged, named(honest.statement().kid(), foreign));

        try (var colluding = new ColludingEndorsers(network, folder)) {
            colluding.commit(AddKey.prove(NETWORK, c.department(), foreign.certificate(), foreign), OWN_REGION);
            colluding.commit(batch, VICTIM_REGION);
            colluding.commit(sameKid, VICTIM_REGION);
            colluding.commit(revocation(honest, foreign), VICTIM_REGION);
            for (Region region : List.of(a, c)) {
                GatewayProcess.until(
                        "the alarms are raised", () -> alarms(region).size() >= 4);
            }
        }

        Issued later = issue(c);
        issue(a);
        for (Region region : List.of(a, c)) {
            TrustBundle bundle = Licences.bundle(region.gateways().get(0));
            var verifier = new LicenceVerifier(bundle);
            assertThat(bundle.key(foreign.kid())).isEmpty();
            assertThat(outcome(verifier, honest.code())).isEqualTo(Verdict.Outcome.VALID);
            GatewayProcess.until(
                    "what was issued later is valid",
                    () -> outcome(
                                    new LicenceVerifier(
                                            Licences.bundle(region.gateways().get(0))),
                                    later.code())
                            == Verdict.Outcome.VALID);
            for (AnchorBatch each : List.of(batch, sameKid)) {
                assertThat(outcome(
                                verifier,
                                codeAt(forged, each, later.receipt().receipt().tile())))
                        .isNotEqualTo(Verdict.Outcome.VALID);
            }
            assertThat(alarms(region)).hasSize(4);
        }
    }

    /** A licence in force. */
    private record Issued(String code, SignedStatement statement, FullReceipt receipt) {}

    private static Issued issue(Region region) {
        GatewayProcess gateway = region.gateways().get(0);
        String id =
                gateway.post("/api/v1/licences", Load.request(region)).get("id").asString();
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
    private SignedStatement forge(Issued honest, SigningKey foreign) {
        TrustBundle bundle = Licences.bundle(c.gateways().get(0));
        Statement claims = honest.statement()
                .open(
                        NETWORK,
                        bundle.key(honest.statement().kid()).orElseThrow().key().publicKey())
                .orElseThrow();
        return SignedStatement.sign(claims, NETWORK, foreign);
    }

    private AnchorBatch batch(SignedStatement forged, MessageSigner signer) {
        var tree = new TileTree(List.of(forged.digest()));
        var header = new BatchHeader(
                NETWORK,
                c.department(),
                VICTIM_REGION,
                signer.kid(),
                new TreeSet<>(List.of(c.type().value())),
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

    private ChangeStatus revocation(Issued honest, SigningKey foreign) {
        FullReceipt receipt = honest.receipt();
        Bytes key = Sm3.digest(CoseSign1.decode(receipt.header()).payload());
        int place =
                receipt.tileInBatch() * TileTree.TILE_SIZE + receipt.receipt().place();
        var licence = new StatusChange.Licence(
                NETWORK, c.department(), key, place, honest.statement().digest());
        var change = StatusChange.of(
                licence, 1, LicenceState.IN_FORCE, LicenceState.REVOKED, StatusReason.REVOKED_AS_PUNISHMENT);
        List<Bytes> path = new ArrayList<>(receipt.receipt().path());
        path.addAll(receipt.path());
        return new ChangeStatus(new ProvenChange(SignedStatusChange.sign(change, foreign), path, Optional.empty()));
    }

    /** The code of the forged licence as if its batch's tile had this number. */
    private static String codeAt(SignedStatement forged, AnchorBatch batch, long tile) {
        var receipt = new TileReceipt(tile, 0, new TileTree(List.of(forged.digest())).pathInTile(0));
        assertThat(batch.batch().header().size()).isOne();
        return new LicenceCode(forged, Optional.of(receipt), Optional.empty()).text();
    }

    private static Verdict.Outcome outcome(LicenceVerifier verifier, String code) {
        return verifier.verify(code, Instant.now()).outcome();
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
