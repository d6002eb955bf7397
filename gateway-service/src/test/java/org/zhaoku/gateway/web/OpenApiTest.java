package org.zhaoku.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhaoku.gateway.testing.GatewayTest;
import tools.jackson.databind.JsonNode;

final class OpenApiTest extends GatewayTest {
    private static final List<String> OPEN = List.of("/api/v1/verifications", "/api/v1/checkpoints", "/api/v1/regions");

    private static final Set<String> OPERATIONS = Set.of(
            "post /api/v1/authorities",
            "get /api/v1/authorities",
            "post /api/v1/authorities/{code}/keys",
            "post /api/v1/authorities/{code}/keys/{kid}/retirement",
            "post /api/v1/authorities/{code}/keys/{kid}/distrust",
            "delete /api/v1/authorities/{code}/types/{type}",
            "post /api/v1/types",
            "get /api/v1/types",
            "get /api/v1/types/{code}",
            "post /api/v1/licences",
            "get /api/v1/licences/{id}",
            "post /api/v1/licences/{id}/changes",
            "get /api/v1/licences/{id}/changes",
            "post /api/v1/licences/changes",
            "get /api/v1/licences/{id}/qr.png",
            "get /api/v1/licences/{id}/qr.txt",
            "post /api/v1/verifications",
            "get /api/v1/ledger/alarms",
            "get /api/v1/ledger/split-views",
            "put /api/v1/region",
            "get /api/v1/regions",
            "post /api/v1/checkpoints",
            "get /api/v1/checkpoints/latest",
            "get /api/v1/checkpoints/consistency",
            "get /api/v1/checkpoints/records/{index}",
            "get /api/v1/verifications/trust-bundle/anchors",
            "get /api/v1/verifications/trust-bundle/checkpoint",
            "get /api/v1/verifications/trust-bundle/manifests/{digest}",
            "get /api/v1/verifications/trust-bundle/parts/{digest}",
            "get /api/v1/verifications/trust-bundle/deltas/{base}",
            "get /api/v1/verifications/trust-bundle",
            "get /api/v1/verifications/trust-bundle/certificate");

    private JsonNode description() {
        return json(anonymous.get().uri("/openapi").exchange().expectStatus().isOk());
    }

    @Test
    void it_describes_every_operation_and_no_other() {
        JsonNode description = description();
        Set<String> operations = new TreeSet<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> operations.add(method + " " + path.getKey())));

        assertThat(description.get("openapi").asString()).startsWith("3.1");
        assertThat(operations).containsExactlyInAnyOrderElementsOf(OPERATIONS);
    }

    @Test
    void only_verification_is_open() {
        description()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> assertThat(operation.getValue().has("security"))
                                .as(operation.getKey() + " " + path.getKey())
                                .isEqualTo(OPEN.stream().noneMatch(path.getKey()::startsWith))));
    }

    @Test
    void every_problem_code_has_an_example() {
        String description = description().toString();

        assertThat(Arrays.stream(ProblemCode.values())
                        .filter(code -> code != ProblemCode.PATH_UNKNOWN)
                        .filter(code -> !description.contains("\"code\":\"" + code + "\"")))
                .isEmpty();
        assertThat(description).contains("PATH_UNKNOWN", "#/components/schemas/Problem", "FieldError");
    }

    @Test
    void the_readme_lists_every_operation_and_every_problem() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(Arrays.stream(ProblemCode.values())
                        .filter(code -> !readme.contains("| `" + code + "` | " + code.status() + " |")))
                .isEmpty();
        assertThat(OPERATIONS.stream()
                        .map(operation -> operation.substring(operation.indexOf(' ') + 1))
                        .filter(path -> !readme.contains(path)))
                .isEmpty();
    }
}
