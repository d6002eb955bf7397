package org.zhaoku.gateway.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Transaction;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.gateway.e2e.FabricNetwork;
import org.zhaoku.gateway.e2e.GatewayProcess;

/** Regions A and B collude: their chaincodes record whatever region A's client asks for, and two endorsements are enough. */
final class ColludingEndorsers implements AutoCloseable {
    private static final List<String> CHAINCODES = List.of("chaincode-a", "chaincode-b");
    private static final Path BUILT =
            Path.of("..", "chaincode", "target").toAbsolutePath().normalize();
    private static final String ADDRESS = "CHAINCODE_SERVER_ADDRESS=";

    private final List<Process> processes = new ArrayList<>();
    private final FabricNetwork network;
    private final PeerBlocks peer;

    /** Takes the place of the honest chaincodes. */
    ColludingEndorsers(FabricNetwork network, Path logs) {
        this.network = network;
        this.peer = new PeerBlocks(network.gatewayProperties("a"));
        for (String chaincode : CHAINCODES) {
            List<String> environment = network.environment(chaincode);
            network.stop(chaincode);
            processes.add(start(environment, logs.resolve(chaincode + ".log")));
            int port = environment.stream()
                    .filter(line -> line.startsWith(ADDRESS))
                    .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)))
                    .findFirst()
                    .orElseThrow();
            GatewayProcess.until("the colluding " + chaincode + " listens", () -> listens(port));
        }
    }

    private static Process start(List<String> environment, Path log) {
        String classPath = String.join(
                File.pathSeparator,
                BUILT.resolve("test-classes").toString(),
                BUILT.resolve("zhaoku-chaincode.jar").toString(),
                BUILT.resolve("lib") + "/*");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        "org.zhaoku.chaincode.fabric.ColludingChaincode")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        environment.forEach(line -> {
            int equals = line.indexOf('=');
            builder.environment().put(line.substring(0, equals), line.substring(equals + 1));
        });
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Has a false record committed as valid.
     *
     * @param region as which the record names its submitter, who is region A
     */
    void commit(Command command, String region) {
        try {
            endorsed(command, region).submit();
        } catch (GatewayException | CommitException e) {
            throw new AssertionError("Fabric commits it as valid", e);
        }
    }

    /** A peer whose chaincode was replaced needs a moment until it calls the new one. */
    private Transaction endorsed(Command command, String region) {
        Contract contract = peer.gateway().getNetwork("regions").getContract("zhaoku");
        List<Transaction> endorsed = new ArrayList<>();
        GatewayProcess.until("both peers endorse", () -> {
            try {
                endorsed.add(contract.newProposal(command.kind().function())
                        .addArguments(command.encode().toArray(), region.getBytes(UTF_8))
                        .setEndorsingOrganizations("RegionAMSP", "RegionBMSP")
                        .build()
                        .endorse());
            } catch (EndorseException e) {
                return false;
            }
            return true;
        });
        return endorsed.get(0);
    }

    /** The honest chaincodes come back. */
    @Override
    public void close() {
        peer.close();
        processes.forEach(process -> process.destroyForcibly().onExit().join());
        CHAINCODES.forEach(network::start);
    }
}
