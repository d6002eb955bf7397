package org.zhaoku.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Fabric network of its own for the tests, through the commands that people use. */
public final class FabricNetwork {
    private static final Path COMMAND =
            Path.of("..", "network-config", "network").toAbsolutePath().normalize();

    private final String home;
    private final Path folder;
    private final int basePort;

    /**
     * @param home where Fabric was found
     * @param name of a folder in {@code target} for its data, so that a test has a network of its own
     * @param basePort from which all its ports follow
     */
    public FabricNetwork(String home, String name, int basePort) {
        this(home, Path.of("target", name), basePort);
    }

    /** @param folder where its data lies */
    public FabricNetwork(String home, Path folder, int basePort) {
        this.home = home;
        this.folder = folder.toAbsolutePath();
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

    /** SIGKILL. */
    public void stop(String process) {
        signal(process, "KILL");
    }

    /** SIGSTOP: it hangs, and its connections stay. */
    public void hang(String process) {
        signal(process, "STOP");
    }

    public void goOn(String process) {
        signal(process, "CONT");
    }

    /** @param signal KILL, or STOP and CONT */
    public void signal(String process, String signal) {
        run("stop", process, "--signal", signal);
    }

    public void start(String process) {
        run("start", process);
    }

    /** Brings back a peer that has lost its disk. */
    public void rejoin(String peer) {
        run("rejoin", peer);
    }

    /** Where the processes whose names begin so show their metrics, by name. */
    public Map<String, String> operations(String prefix) {
        return run("describe")
                .lines()
                .filter(line -> line.startsWith(prefix))
                .collect(Collectors.toMap(
                        line -> line.replaceFirst(" .*", ""),
                        line -> line.replaceFirst(".* operations=(\\S+).*", "$1")));
    }

    /** The variables of a process's environment, each as {@code NAME=value}. */
    public List<String> environment(String process) {
        return run("describe", "--env", process).lines().toList();
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

    /** What its processes print. */
    public Path logs() {
        return folder.resolve("log");
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
