package org.zhaoku.gateway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.gateway.ledger.Department;
import org.zhaoku.gateway.ledger.fabric.FabricLedger;
import org.zhaoku.verifier.cose.Network;

/** The commands of docs/operations.md on a network that anchors batches all the while. */
class FabricOperationsIT {
    private static final String HOME = System.getProperty("zhaoku.fabric.home", "");
    private static final FabricNetwork NETWORK = new FabricNetwork(HOME, "fabric-operations", 24400);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private FabricLedger ledger;
    private Department department;

    @BeforeAll
    static void up() {
        if (!HOME.isEmpty()) {
            NETWORK.down();
            NETWORK.up();
        }
    }

    @AfterAll
    static void down() {
        if (!HOME.isEmpty()) {
            NETWORK.down();
        }
    }

    @BeforeEach
    void connect() {
        assumeTrue(!HOME.isEmpty(), "Fabric was not found: ./zhaoku test looks for it");
        ledger = new FabricLedger(FabricClient.properties(NETWORK, "a"));
        department = new Department(folder, new Network("regions"), "RegionAMSP");
        department
                .registration()
                .forEach(command ->
                        assertThat(ledger.submit(command).block(PATIENCE)).isEqualTo(Outcome.CHANGED));
    }

    @AfterEach
    void close() {
        if (ledger != null) {
            ledger.close();
        }
    }

    /** Runs it while batches are anchored, one after the other; each must get through, and be there afterwards. */
    private void whileAnchoring(Runnable operation) {
        List<AnchorBatch> batches = new ArrayList<>();
        var done = CompletableFuture.runAsync(operation);
        do {
            AnchorBatch batch = department.batch(3, batches.size());
            assertThat(ledger.submit(batch).block(PATIENCE)).isEqualTo(Outcome.CHANGED);
            batches.add(batch);
        } while (!done.isDone());
        done.join();

        assertThat(batches).allSatisfy(batch -> assertThat(get(batch)).contains(root(batch)));
        AnchorBatch last = batches.get(batches.size() - 1);
        List.of("a", "b", "c")
                .forEach(region -> GatewayProcess.until(
                        "region " + region + " has it",
                        () -> NETWORK.query(region, "batches:byRoot", root(last))
                                .contains(root(last))));
    }

    private static String root(AnchorBatch batch) {
        return batch.batch().header().root().hex();
    }

    private String get(AnchorBatch batch) {
        var answer = ledger.query("batches:get", batch.batch().key().hex()).block(PATIENCE);
        return new String(Objects.requireNonNull(answer).toArray(), UTF_8);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_new_chaincode_takes_over_from_the_old_one() {
        whileAnchoring(() -> NETWORK.run("upgrade-chaincode"));

        assertThat(NETWORK.run("describe")).contains("chaincode-a chaincode RegionAMSP 127.0.0.1:24418");
    }

    @Test
    void a_peer_and_an_orderer_get_new_certificates() throws IOException {
        Path orderer = certificate("ordererOrganizations", "orderer.region-c", "orderers/orderer-c");
        Path peer = certificate("peerOrganizations", "region-b", "peers/peer-b");
        byte[] before = Files.readAllBytes(orderer);
        byte[] peerBefore = Files.readAllBytes(peer);

        whileAnchoring(() -> {
            NETWORK.run("renew", "orderer-c");
            NETWORK.run("renew", "peer-b");
        });

        assertThat(Files.readAllBytes(orderer)).isNotEqualTo(before);
        assertThat(Files.readAllBytes(peer)).isNotEqualTo(peerBefore);
        whileOneMoreOrdererIsAway();
    }

    /** The renewed one is needed then. */
    private void whileOneMoreOrdererIsAway() {
        NETWORK.stop("orderer-b");
        try {
            AnchorBatch batch = department.batch(3, 1000);
            assertThat(ledger.submit(batch).block(PATIENCE)).isEqualTo(Outcome.CHANGED);
        } finally {
            NETWORK.start("orderer-b");
        }
    }

    private static Path certificate(String kind, String organisation, String node) {
        Path folder = NETWORK.folder().resolve("crypto").resolve(kind).resolve(organisation + ".zhaoku.example");
        return folder.resolve(node + "." + organisation + ".zhaoku.example").resolve("tls/server.crt");
    }

    @Test
    void a_peer_and_an_orderer_that_lost_their_disks_join_again() {
        whileAnchoring(() -> {
            for (String name : List.of("peer-c", "orderer-b")) {
                NETWORK.stop(name);
                delete(NETWORK.store().resolve(name));
                NETWORK.run("rejoin", name);
            }
        });
    }

    @Test
    void a_peer_and_an_orderer_come_back_from_their_backups() {
        whileAnchoring(() -> {
            for (String name : List.of("peer-b", "orderer-c")) {
                String file = folder.resolve(name + ".tar.gz").toString();
                NETWORK.run("backup", name, file);
                NETWORK.stop(name);
                NETWORK.run("restore", name, file);
            }
        });
    }

    @Test
    void a_renewed_identity_works_and_a_revoked_one_does_nothing_any_more() throws Exception {
        Path msp = Path.of(
                NETWORK.run("identity", "a", "leaver", "--role", "gateway").strip());
        try (var old = FabricClient.of(NETWORK, "a", msp)) {
            assertThat(old.submit(department.batch(2, 1))).isEqualTo(TxValidationCode.VALID);
            NETWORK.run("identity", "a", "leaver", "--role", "gateway");
            Path before;
            try (Stream<Path> files = Files.list(msp.getParent())) {
                before = files.filter(file -> file.getFileName().toString().startsWith("before-"))
                        .findFirst()
                        .orElseThrow();
            }

            whileAnchoring(() -> NETWORK.run("revoke", "a", before.toString()));

            assertThatThrownBy(() -> old.endorse(department.batch(2, 2000)))
                    .isInstanceOfSatisfying(
                            EndorseException.class,
                            e -> assertThat(e.getDetails())
                                    .extracting(ErrorDetail::getMessage)
                                    .anyMatch(said -> said.contains("access denied")));
            try (var renewed = FabricClient.of(NETWORK, "a", msp)) {
                assertThat(renewed.submit(department.batch(2, 3000))).isEqualTo(TxValidationCode.VALID);
            }
        }
    }

    @Test
    void nothing_that_the_network_lays_down_is_for_others_to_read() throws Exception {
        assertForOwnerOnly(NETWORK.folder());
        Path compose = folder.resolve("compose");
        run("umask 000; exec ../network-config/network prepare --compose --dir '" + compose + "'");
        assertForOwnerOnly(compose);
    }

    private static void assertForOwnerOnly(Path directory) throws IOException {
        List<Path> keys = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Set<PosixFilePermission> others = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
                others.retainAll(permissions(file));
                assertThat(others).as(file.toString()).isEmpty();
                if (file.endsWith("priv_sk") || file.toString().endsWith(".key")) {
                    keys.add(file);
                }
            }
        }
        assertThat(keys).hasSizeGreaterThan(20);
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (java.nio.file.NoSuchFileException e) {
            return Set.of(); // a process that runs has removed it since
        }
    }

    private static void run(String script) throws Exception {
        var builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
        builder.environment().put("FABRIC_HOME", HOME);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
