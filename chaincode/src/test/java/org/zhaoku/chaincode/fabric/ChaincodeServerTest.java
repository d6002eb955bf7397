package org.zhaoku.chaincode.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.peer.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.ledger.EndorsementPolicy;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.bytes.Bytes;

/** The server in a process of its own, as an operator starts it, with a peer on the other end of the stream. */
final class ChaincodeServerTest {
    private final TestLedger ledger = Samples.ledger();

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private int port;

    private Process start(Map<String, String> settings) throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChaincodeServer.class.getName());
        builder.environment().put("CHAINCODE_SERVER_ADDRESS", "127.0.0.1:" + port);
        builder.environment().putAll(settings);
        Process process = builder.redirectError(folder.resolve("log").toFile()).start();
        started.add(process);
        return process;
    }

    private FakePeer peer(ChannelCredentials credentials, boolean patient) throws Exception {
        ManagedChannel channel =
                Grpc.newChannelBuilder("127.0.0.1:" + port, credentials).build();
        return new FakePeer(channel, ledger, patient);
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void without_its_settings_it_says_which_is_missing_and_ends_with_2() throws Exception {
        Process process = start(Map.of());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(folder.resolve("log")).content().contains("CORE_CHAINCODE_ID_NAME is missing");
    }

    @Test
    void it_serves_a_peer_and_ends_quickly_when_told_to() throws Exception {
        Process process = start(Map.of("CORE_CHAINCODE_ID_NAME", "zhaoku:1"));
        AnchorBatch anchor = Samples.batch();
        try (FakePeer peer = peer(InsecureChannelCredentials.create(), true)) {
            Response first = peer.invoke(Samples.REGION_A, "batches:anchor", anchor.encode());
            assertThat(first.getStatus()).as(first.getMessage()).isEqualTo(200);
            assertThat(Bytes.of(first.getPayload().toByteArray())).isEqualTo(Outcome.CHANGED.encode());
            assertThat(ledger.events).last().extracting("region").isEqualTo(Samples.REGION_A);

            Response again = peer.invoke(Samples.REGION_A, "batches:anchor", anchor.encode());
            assertThat(Bytes.of(again.getPayload().toByteArray())).isEqualTo(Outcome.SAME.encode());

            String root = anchor.batch().header().root().hex();
            Response found = peer.invoke(Samples.REGION_B, "batches:byRoot", Bytes.utf8(root));
            assertThat(found.getPayload().toStringUtf8())
                    .isEqualTo(ledger.query("batches:byRoot", root))
                    .contains(anchor.batch().key().hex());

            peer.certificate = Enrolment.of("admin", Optional.empty());
            peer.invoke(
                    Samples.REGION_A,
                    "regions:put",
                    Samples.region(Samples.REGION_A, 100).encode());
            Response joined = peer.invoke(
                    Samples.REGION_B,
                    "regions:put",
                    Samples.region(Samples.REGION_B, 200).encode());
            assertThat(joined.getStatus()).as(joined.getMessage()).isEqualTo(200);
            assertThat(peer.policies)
                    .containsExactly(entry(
                            "region/" + Samples.REGION_B,
                            Bytes.of(StatePolicy.encode(new EndorsementPolicy(
                                    Samples.REGION_B, new TreeSet<>(List.of(Samples.REGION_A)))))));

            peer.certificate = Enrolment.of("client", Optional.of("auditor"));
            Response withoutRole = peer.invoke(Samples.REGION_A, "batches:anchor", anchor.encode());
            assertThat(withoutRole.getMessage()).startsWith("ROLE_MISSING: expected a submitter with role GATEWAY");
            peer.certificate = "";
            assertThat(peer.invoke(Samples.REGION_A, "batches:anchor", anchor.encode())
                            .getMessage())
                    .startsWith("ROLE_MISSING");
            peer.certificate = Enrolment.of("client", Optional.empty());

            Response refused = peer.invoke(Samples.REGION_B, "batches:anchor", anchor.encode());
            assertThat(refused.getStatus()).isEqualTo(500);
            assertThat(refused.getMessage()).startsWith("BATCH_REGION_WRONG: expected");

            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_fault_is_logged_without_what_was_submitted() throws Exception {
        start(Map.of("CORE_CHAINCODE_ID_NAME", "zhaoku:1"));
        ledger.state.put("dept/" + Samples.DEPARTMENT_A.value(), Bytes.utf8("secret"));
        try (FakePeer peer = peer(InsecureChannelCredentials.create(), true)) {
            Response answer =
                    peer.invoke(Samples.REGION_A, "registry:department", Bytes.utf8(Samples.DEPARTMENT_A.value()));
            assertThat(answer.getMessage()).startsWith("INTERNAL: a fault").doesNotContain("secret");
            assertThat(folder.resolve("log"))
                    .content(StandardCharsets.UTF_8)
                    .contains("transaction tx1", "Department.decode")
                    .doesNotContain("secret", Samples.DEPARTMENT_A.value());
        }
    }

    @Test
    void with_tls_it_serves_only_who_has_the_peers_certificate() throws Exception {
        TlsFiles server = TlsFiles.in(folder, "server");
        TlsFiles client = TlsFiles.in(folder, "peer");
        TlsFiles stranger = TlsFiles.in(folder, "stranger");
        var settings = new TreeMap<>(Map.of("CORE_CHAINCODE_ID_NAME", "zhaoku:1"));
        settings.put("CHAINCODE_TLS_CERT_FILE", server.certificate().toString());
        settings.put("CHAINCODE_TLS_KEY_FILE", server.key().toString());
        settings.put("CHAINCODE_TLS_CLIENT_CA_FILE", client.certificate().toString());
        start(settings);
        try (FakePeer peer = peer(credentials(server, client), true)) {
            Response about = peer.invoke(Samples.REGION_B, "ledger:about");
            assertThat(about.getPayload().toStringUtf8()).isEqualTo("{\"format\":1,\"network\":\"regions\"}");
        }
        ChannelCredentials others = credentials(server, stranger);
        assertThatThrownBy(() -> peer(others, false)).isInstanceOf(IllegalStateException.class);
    }

    private static ChannelCredentials credentials(TlsFiles server, TlsFiles own) throws Exception {
        return TlsChannelCredentials.newBuilder()
                .trustManager(server.certificate().toFile())
                .keyManager(own.certificate().toFile(), own.key().toFile())
                .build();
    }
}
