package org.zhaoku.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.testing.Description;
import org.zhaoku.gateway.testing.FaultController;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

final class OpenApiTest extends GatewayTest {
    private static final String FOLDER = "src/main/resources/openapi/examples/";

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mapping;

    private Description description() {
        return Description.of("http://127.0.0.1:" + port);
    }

    /** Operations as {@code get /api/v1/types}, with what handles them. */
    private Map<String, HandlerMethod> served() {
        var served = new TreeMap<String, HandlerMethod>();
        mapping.getHandlerMethods()
                .forEach((info, handler) -> info.getPatternsCondition()
                        .getPatterns()
                        .forEach(pattern -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.put(
                                        method.name().toLowerCase(Locale.ROOT) + " " + pattern.getPatternString(),
                                        handler))));
        served.values().removeIf(handler -> handler.getBeanType() == FaultController.class);
        served.keySet().removeIf(operation -> !operation.contains(" /api/"));
        return served;
    }

    private void operations(BiConsumer<String, JsonNode> each) {
        description()
                .root()
                .get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(operation ->
                                each.accept(operation.getKey() + " " + path.getKey(), operation.getValue())));
    }

    @Test
    void it_describes_every_operation_and_no_other() {
        Set<String> described = new TreeSet<>();
        operations((name, operation) -> described.add(name));

        assertThat(description().root().get("openapi").asString()).startsWith("3.1");
        assertThat(described).isEqualTo(served().keySet());
    }

    @Test
    void it_says_of_every_operation_who_may_call_it() {
        Map<String, Access> rules = new TreeMap<>();
        served().forEach((name, handler) -> Optional.ofNullable(handler.getMethodAnnotation(Access.class))
                .ifPresent(access -> rules.put(name, access)));
        operations((name, operation) -> {
            assertThat(rules).as("@Access of each operation").containsKey(name);
            Access access = Optional.ofNullable(rules.get(name)).orElseThrow();
            assertThat(operation.has("security")).as(name).isEqualTo(!access.open());
            boolean apps = access.anyRole() || Arrays.asList(access.value()).contains(Role.APP);
            assertThat(operation.path("security").toString().contains("apiKey"))
                    .as(name)
                    .isEqualTo(apps);
            assertThat(operation.path("responses").has("401")).as(name).isTrue();
            assertThat(operation.path("responses").has("429")).as(name).isTrue();
        });
        assertThat(description().root().at("/components/securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("token", "apiKey", "certificate");
    }

    @Test
    void every_json_body_has_an_example_that_its_schema_allows() {
        List<String> missing = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        operations((name, operation) -> {
            String path = name.substring(name.indexOf(' ') + 1);
            String method = name.substring(0, name.indexOf(' '));
            String pointer = "/paths/" + path.replace("/", "~1") + "/" + method;
            List<String> bodies = new ArrayList<>();
            if (operation.at("/requestBody/content/application~1json").isObject()) {
                bodies.add("/requestBody");
            }
            operation.get("responses").propertyNames().stream()
                    .filter(status -> status.startsWith("2"))
                    .filter(status -> operation
                            .at("/responses/" + status + "/content/application~1json")
                            .isObject())
                    .forEach(status -> bodies.add("/responses/" + status));
            for (String body : bodies) {
                JsonNode media = operation.at(body + "/content/application~1json");
                if (!media.has("example")) {
                    missing.add(FOLDER + Examples.fileName(method, path) + " needs \""
                            + (body.startsWith("/req") ? "request" : "response") + "\"");
                } else {
                    description()
                            .faults(
                                    pointer + body + "/content/application~1json/schema",
                                    media.get("example").toString())
                            .forEach(fault -> wrong.add(name + body + ": " + fault));
                }
            }
        });
        assertThat(missing).as("operations without an example").isEmpty();
        assertThat(wrong).as("examples that are not as the schema says").isEmpty();
    }

    @Test
    void every_problem_code_has_an_example() {
        String description = description().root().toString();

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
        assertThat(served().keySet().stream()
                        .map(operation -> operation.substring(operation.indexOf(' ') + 1))
                        .filter(path -> !readme.contains(path)))
                .isEmpty();
    }

    @Test
    void what_a_caller_has_already_is_not_sent_again() {
        UnifiedSocialCreditCode issuer = registered("示范市卫生健康委员会");
        LicenceTypeCode type = published(issuer);
        String licence = inForce(type, issuer);
        for (String path : List.of(
                licence,
                "/api/v1/types/" + type.value(),
                "/api/v1/verifications/trust-bundle/checkpoint",
                "/api/v1/verifications/trust-bundle")) {
            HttpHeaders first = http.get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .returnResult(byte[].class)
                    .getResponseHeaders();
            http.get()
                    .uri(path)
                    .header(HttpHeaders.IF_NONE_MATCH, String.valueOf(first.getETag()))
                    .exchange()
                    .expectStatus()
                    .isNotModified()
                    .expectBody()
                    .isEmpty();
            assertThat(String.valueOf(first.getCacheControl())).as(path).contains("no-cache");
        }
        String old = String.valueOf(http.get()
                .uri(licence)
                .exchange()
                .returnResult(byte[].class)
                .getResponseHeaders()
                .getETag());
        post(licence + "/changes", Map.of("reason", "PAUSED")).expectStatus().isCreated();
        http.get()
                .uri(licence)
                .header(HttpHeaders.IF_NONE_MATCH, old)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void long_text_that_is_asked_for_is_compressed_and_nothing_else() throws IOException, InterruptedException {
        HttpRequest.BodyPublisher code =
                HttpRequest.BodyPublishers.ofString("{\"text\":\"ZK1:" + "A".repeat(3000) + "\"}");

        assertThat(encoding("/openapi", builder -> builder.header(HttpHeaders.ACCEPT_ENCODING, "gzip")))
                .contains("gzip");
        assertThat(encoding("/openapi", builder -> builder)).isEmpty();
        for (String path :
                List.of("/api/v1/verifications/trust-bundle/anchors", "/api/v1/verifications/trust-bundle")) {
            assertThat(encoding(path, builder -> builder.header(HttpHeaders.ACCEPT_ENCODING, "gzip")))
                    .as(path)
                    .isEmpty();
        }
        assertThat(encoding(
                        "/api/v1/verifications",
                        builder -> builder.header(HttpHeaders.ACCEPT_ENCODING, "gzip")
                                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                                .POST(code)))
                .isEmpty();
    }

    // the tests' usual client unpacks what it gets and takes the header away
    private Optional<String> encoding(String path, UnaryOperator<HttpRequest.Builder> completed)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(completed.apply(request).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.headers().firstValue(HttpHeaders.CONTENT_ENCODING);
    }

    @Test
    void an_answer_that_is_not_as_described_would_be_found() {
        String licence = "/paths/~1api~1v1~1licences~1{id}/get/responses/200/content/application~1json/schema";

        assertThat(description().faults(licence, "{\"id\":\"a\",\"state\":\"IN_FORCE\",\"links\":{}}"))
                .isEmpty();
        assertThat(description().faults(licence, "{\"id\":\"a\",\"state\":\"ISSUED\",\"links\":{}}"))
                .isNotEmpty();
        assertThat(description().faults(licence, "{\"id\":7}")).isNotEmpty();
    }

    @Test
    void names_follow_from_the_operation_alone() {
        assertThat(Examples.fileName("post", "/api/v1/licences/{id}/changes"))
                .isEqualTo("post-licences-id-changes.json");
        assertThat(description()
                        .root()
                        .at("/paths/~1api~1v1~1licences~1{id}~1qr.png/get/operationId")
                        .asString())
                .isEqualTo("getLicencesByIdQrPng");
        Set<String> names = new TreeSet<>();
        operations((name, operation) -> assertThat(
                        names.add(operation.get("operationId").asString()))
                .as(name)
                .isTrue());
    }
}
