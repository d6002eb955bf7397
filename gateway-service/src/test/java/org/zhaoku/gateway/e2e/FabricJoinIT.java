package org.zhaoku.gateway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A fourth region joins three that go on issuing; its gateway reads the ledger from the first block. */
class FabricJoinIT {
    private static final String HOME = System.getProperty("zhaoku.fabric.home", "");
    private static final FabricNetwork NETWORK = new FabricNetwork(HOME, "fabric-join", 24300);
    private static final String OLD = "11440300000000019K";
    private static final String NEW = "11330100002489006R";

    @TempDir
    private Path data;

    @BeforeEach
    void up() {
        assumeTrue(!HOME.isEmpty(), "Fabric was not found: ./zhaoku test looks for it");
        NETWORK.down();
        NETWORK.up();
    }

    @AfterEach
    void down() {
        if (!HOME.isEmpty()) {
            NETWORK.down();
        }
    }

    private GatewayProcess gateway(String region) {
        return new GatewayProcess(
                data.resolve(region),
                List.of("--spring.config.additional-location=file:" + NETWORK.gatewayProperties(region)));
    }

    private static void register(GatewayProcess gateway, String department) {
        gateway.post("/api/v1/authorities", Map.of("code", department, "name", "测试局"));
        Map<String, Object> field = Map.of(
                "name", "KZ_Category", "title", "类别", "kind", "TEXT", "required", true, "face", true, "masked", false);
        gateway.post(
                "/api/v1/types",
                Map.of(
                        "code",
                        department + "001",
                        "version",
                        1,
                        "name",
                        "测试许可证",
                        "issuers",
                        List.of(department),
                        "fields",
                        List.of(field)));
    }

    private static String issue(GatewayProcess gateway, String department) {
        JsonNode answer = gateway.post(
                "/api/v1/licences",
                Map.of(
                        "type",
                        department + "001",
                        "issuer",
                        department,
                        "holderName",
                        "测试小吃店",
                        "validTo",
                        "2099-12-31",
                        "fields",
                        Map.of("KZ_Category", "餐饮")));
        String licence = "/api/v1/licences/" + answer.get("id").asString();
        GatewayProcess.until(
                "in force", () -> gateway.get(licence).get("state").asString().equals("IN_FORCE"));
        return new String(gateway.bytes(licence + "/qr.txt"), UTF_8);
    }

    private static String outcome(GatewayProcess gateway, String code) {
        return gateway.post("/api/v1/verifications", Map.of("text", code))
                .get("outcome")
                .asString();
    }

    @Test
    void a_region_that_joins_verifies_old_licences_and_issues_its_own_while_the_others_go_on() {
        try (GatewayProcess a = gateway("a")) {
            register(a, OLD);
            List<String> codes = new ArrayList<>(List.of(issue(a, OLD)));

            var joining = CompletableFuture.runAsync(() -> NETWORK.run("add-region", "d"));
            while (!joining.isDone()) {
                codes.add(issue(a, OLD));
            }
            joining.join();
            codes.add(issue(a, OLD));

            try (GatewayProcess d = gateway("d")) {
                register(d, NEW);
                String own = issue(d, NEW);
                GatewayProcess.until("region a knows it", () -> outcome(a, own).equals("VALID"));
                assertThat(codes)
                        .hasSizeGreaterThan(3)
                        .allSatisfy(code -> assertThat(outcome(d, code)).isEqualTo("VALID"));
            }
            assertThat(NETWORK.run("describe")).contains("orderer-d", "peer-d");
            assertIssuesWithoutTheLeader(a);
        }
    }

    /** With five orderers, too, any one may be away: the newcomer's vote counts. */
    private void assertIssuesWithoutTheLeader(GatewayProcess gateway) {
        String leader = NETWORK.leader();
        NETWORK.stop(leader);
        try {
            assertThat(outcome(gateway, issue(gateway, OLD))).isEqualTo("VALID");
        } finally {
            NETWORK.start(leader);
        }
    }
}
