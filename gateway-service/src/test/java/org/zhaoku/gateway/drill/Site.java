package org.zhaoku.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zhaoku.gateway.e2e.FabricNetwork;
import org.zhaoku.gateway.e2e.GatewayProcess;

/** All that is under test: three regions and the hub, two gateways in region A on one database, one in B, none in C. */
final class Site implements AutoCloseable {
    static final List<String> LETTERS = List.of("a", "b", "c");

    /** Each change of view that fails doubles the time of the next, from 10 s on: three of them. */
    private static final Duration BY_ITSELF = Duration.ofSeconds(75);

    private static final Duration ORDERERS_LEVEL = Duration.ofMinutes(2);

    private static final Duration ANSWERED = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Pattern HEIGHT = Pattern.compile("(?m)^ledger_blockchain_height\\{.*\\} (.+)$");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final FabricNetwork network;
    private final List<Region> regions = new ArrayList<>();

    Site(String fabricHome, Path folder, int basePort) {
        this.folder = folder.toAbsolutePath();
        this.network = new FabricNetwork(fabricHome, this.folder.resolve("network"), basePort);
    }

    /** From nothing: what an earlier drill left is deleted. */
    void up() {
        network.down();
        delete(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        network.up();
        regions.add(new Region(network, folder, "a", 2));
        regions.add(new Region(network, folder, "b", 1));
    }

    FabricNetwork network() {
        return network;
    }

    /** The regions that have gateways. */
    List<Region> regions() {
        return Collections.unmodifiableList(regions);
    }

    /** The orderers that follow the one that leads now. */
    List<String> followers() {
        String leader = network.leader();
        return Stream.of("orderer-hub", "orderer-a", "orderer-b", "orderer-c")
                .filter(orderer -> !orderer.equals(leader))
                .toList();
    }

    /**
     * Waits until every orderer has so many blocks: one that lags would make the next fault a second one. One that hung may stay
     * behind for good (SmartBFT #622: decision and end of a view block each other), and is started anew as an operator would.
     *
     * @return the orderers that were started anew
     */
    List<String> awaitOrderers(long height) {
        List<String> startedAnew = new ArrayList<>();
        network.operations("orderer-").forEach((orderer, address) -> {
            if (!isLevel(address, height, BY_ITSELF)) {
                network.stop(orderer);
                network.start(orderer);
                startedAnew.add(orderer);
                assertThat(isLevel(address, height, ORDERERS_LEVEL))
                        .as("%s has %d blocks", orderer, height)
                        .isTrue();
            }
        });
        return startedAnew;
    }

    private boolean isLevel(String address, long height, Duration patience) {
        return GatewayProcess.comesTrue(PAUSE, patience, () -> height(address) >= height);
    }

    private long height(String address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/metrics"))
                    .timeout(ANSWERED)
                    .build();
            Matcher metric = HEIGHT.matcher(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            return metric.find() ? (long) Double.parseDouble(metric.group(1)) : -1;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** What a peer or orderer keeps on its disk. */
    private Path disk(String process) {
        return network.store().resolve(process);
    }

    void loseDisk(String process) {
        delete(disk(process));
    }

    /** Copies the disk of a process that is stopped. */
    void backUp(String process) {
        Path copy = folder.resolve("backup");
        delete(copy);
        copy(disk(process), copy);
    }

    /** Puts the copy in the place of the disk. */
    void restore(String process) {
        loseDisk(process);
        copy(folder.resolve("backup"), disk(process));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (Region region : regions) {
                region.close();
            }
            if (Files.exists(network.logs())) {
                copy(network.logs(), folder.resolve("network-log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            network.down();
        }
    }
}
