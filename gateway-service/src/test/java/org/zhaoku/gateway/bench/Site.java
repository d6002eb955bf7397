package org.zhaoku.gateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;
import org.zhaoku.gateway.e2e.FabricNetwork;
import org.zhaoku.gateway.e2e.GatewayProcess;

/** Where it is measured: a folder, gateways as {@code ./zhaoku demo} starts them, and a Fabric network if there is to be one. */
final class Site implements AutoCloseable {
    private static final List<String> JVM = List.of("-Xmx2g", "-XX:+UseParallelGC");

    private final Path folder;
    private final FabricNetwork network;
    private final boolean fabric;
    private final List<GatewayProcess> gateways = new ArrayList<>();

    /**
     * @param fabricHome where Fabric is; empty if it was not found
     * @param folder for all that is stored; what an earlier run left there is deleted
     */
    Site(String fabricHome, Path folder, int basePort) {
        this.folder = folder.toAbsolutePath();
        this.fabric = !fabricHome.isEmpty();
        this.network = new FabricNetwork(fabricHome, this.folder.resolve("network"), basePort);
        if (fabric) {
            network.down();
        }
        try {
            FileSystemUtils.deleteRecursively(this.folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three regions and the hub. */
    FabricNetwork startNetwork() {
        network.up();
        return network;
    }

    /** Whether Fabric was found. */
    boolean hasFabric() {
        return fabric;
    }

    /** A gateway of region A of the network. */
    GatewayProcess fabricGateway() {
        return gateway("fabric", List.of("--spring.config.additional-location=file:" + network.gatewayProperties()));
    }

    GatewayProcess embeddedGateway() {
        return gateway("embedded", List.of());
    }

    private GatewayProcess gateway(String name, List<String> arguments) {
        var gateway = new GatewayProcess(folder.resolve("gateway-" + name), JVM, arguments);
        gateways.add(gateway);
        return gateway;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            gateways.forEach(GatewayProcess::close);
        } finally {
            if (fabric) {
                network.down();
            }
        }
    }
}
