package org.zhaoku.gateway.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Compose file cannot be run everywhere; this keeps it in step with the network that can. */
@DisabledOnOs(OS.WINDOWS)
class ComposeFileTest {
    private static final Path CONFIG = Path.of("..", "network-config");

    @TempDir
    private Path empty;

    private Map<String, Map<String, Object>> services;

    @BeforeEach
    void load() throws IOException {
        try (var reader = Files.newBufferedReader(CONFIG.resolve("compose/docker-compose.yaml"))) {
            Map<String, Map<String, Map<String, Object>>> file =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            services = new TreeMap<>(file.get("services"));
        }
        assertThat(services.remove("mongo")).isNotNull();
    }

    @Test
    void its_services_are_the_processes_of_the_network() throws Exception {
        assertThat(services.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        describe().stream().map(process -> process[0]).toList());
    }

    @Test
    void it_publishes_every_port_of_a_process_on_loopback_only() throws Exception {
        for (String[] process : describe()) {
            List<String> ports = new ArrayList<>();
            for (int i = 3; i < process.length; i++) {
                String port = process[i].substring(process[i].lastIndexOf(':') + 1);
                ports.add("127.0.0.1:" + port + ":" + port);
            }
            assertThat(services.get(process[0]).get("ports")).as(process[0]).isEqualTo(ports);
        }
    }

    @Test
    void it_gives_every_process_the_environment_it_has_natively() throws Exception {
        for (String name : services.keySet()) {
            Map<String, String> expected = new TreeMap<>();
            for (String line : network("describe", "--compose", "--env", name)) {
                int equals = line.indexOf('=');
                expected.put(line.substring(0, equals), line.substring(equals + 1));
            }
            // known only once the chaincode is packaged
            expected.computeIfPresent("CORE_CHAINCODE_ID_NAME", (key, id) -> "${ZHAOKU_PACKAGE_ID:?see ../README.md}");
            assertThat(services.get(name).get("environment")).as(name).isEqualTo(expected);
        }
    }

    @Test
    void it_runs_the_release_that_the_network_runs() throws IOException {
        String version = Files.readAllLines(CONFIG.resolve("lib/fabric.sh")).stream()
                .filter(line -> line.startsWith("FABRIC_VERSION="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        assertThat(services).allSatisfy((name, service) -> {
            String role = name.substring(0, name.indexOf('-'));
            String image =
                    role.equals("chaincode") ? "eclipse-temurin:17-jre" : "hyperledger/fabric-" + role + ":" + version;
            assertThat(service.get("image")).isEqualTo(image);
        });
    }

    private List<String[]> describe() throws Exception {
        return network("describe", "--compose").stream()
                .map(line -> line.split(" "))
                .toList();
    }

    private List<String> network(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(CONFIG.resolve("network").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--dir", empty.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
