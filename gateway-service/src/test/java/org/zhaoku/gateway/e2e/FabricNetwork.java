package org.zhaoku.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Fabric network of its own for the tests, through the commands that people use. */
public final class FabricNetwork {
    private static final Path COMMAND =
            Path.of("..", "network-config", "network").toAbsolutePath().normalize();

    private final String home;
    private final Path folder;
    private final int basePort;

    /** @param home where Fabric was found */
    FabricNetwork(String home) {
        this(home, "fabric-network", 17000);
    }

    /**
     * @param home where Fabric was found
     * @param name of the folder with its data, so that a test has a network of its own
     * @param basePort from which its ports follow
     */
    public FabricNetwork(String home, String name, int basePort) {
        this.home = home;
        this.folder = Path.of("target", name).toAbsolutePath();
        this.basePort = basePort;
    }

    public void up(String... options) {
        List<String> arguments = new ArrayList<>(List.of("up", "--base-port", Integer.toString(basePort)));
        arguments.addAll(List.of(options));
        run(arguments.toArray(String[]::new));
    }

    public void down() {
        run("down", "--wipe");
    }

    public void stop(String process) {
        run("stop", process, "--signal", "KILL");
    }

    /** SIGSTOP: it hangs, and its connections stay. */
    public void hang(String process) {
        run("stop", process, "--signal", "STOP");
    }

    public void goOn(String process) {
        run("stop", process, "--signal", "CONT");
    }

    public void start(String process) {
        run("start", process);
    }

    /** Name of the orderer that leads now. */
    public String leader() {
        return run("leader").strip();
    }

    /** What a region's peer answers when it is asked without the gateway. */
    public String query(String region, String function, String argument) {
        return run("query", "--region", region, function, argument);
    }

    /** Where the gateway of region A finds its peers and identity. */
    public Path gatewayProperties() {
        return gatewayProperties("a");
    }

    /** Where the gateway of a region finds its peers and identity. */
    public Path gatewayProperties(String region) {
        return folder.resolve("gateway-" + region + ".properties");
    }

    /** All that the network lays down. */
    public Path folder() {
        return folder;
    }

    /** What peers and orderers store. */
    public Path store() {
        return folder.resolve("data");
    }

    /** Any command of the network; it must succeed. */
    public String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(COMMAND.toString(), arguments[0], "--dir", folder.toString()));
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
