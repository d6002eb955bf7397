package org.zhaoku.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Fabric network of its own for the tests, through the commands that people use. */
final class FabricNetwork {
    private static final Path COMMAND =
            Path.of("..", "network-config", "network").toAbsolutePath().normalize();
    private static final Path FOLDER = Path.of("target", "fabric-network").toAbsolutePath();
    private static final String BASE_PORT = "17000";

    private final String home;

    /** @param home where Fabric was found */
    FabricNetwork(String home) {
        this.home = home;
    }

    void up() {
        run("up", "--base-port", BASE_PORT);
    }

    void down() {
        run("down", "--wipe");
    }

    void stop(String process) {
        run("stop", process, "--signal", "KILL");
    }

    void start(String process) {
        run("start", process);
    }

    /** Name of the orderer that leads now. */
    String leader() {
        return run("leader").strip();
    }

    /** What a region's peer answers when it is asked without the gateway. */
    String query(String region, String function, String argument) {
        return run("query", "--region", region, function, argument);
    }

    /** Where the gateway of region A finds its peers and identity. */
    Path gatewayProperties() {
        return FOLDER.resolve("gateway-a.properties");
    }

    /** What peers and orderers store. */
    Path store() {
        return FOLDER.resolve("data");
    }

    private String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(COMMAND.toString(), arguments[0], "--dir", FOLDER.toString()));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("FABRIC_HOME", home);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("network %s: %s", List.of(arguments), output)
                    .isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
