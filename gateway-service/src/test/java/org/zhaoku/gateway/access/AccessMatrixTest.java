package org.zhaoku.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.testing.FaultController;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each role asks each endpoint for its own and for foreign data; {@code access-matrix.csv} says what it gets. */
final class AccessMatrixTest extends GatewayTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PURPOSE = "food-inspection";
    private static final MediaType CSV = MediaType.valueOf("text/csv");

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mapping;

    private final Matrix matrix = Matrix.read();
    private final Map<String, WebTestClient> callers = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();

    @BeforeEach
    void prepare() {
        UnifiedSocialCreditCode issuer = registered("示范市市场监督管理局");
        LicenceTypeCode type = published(issuer);
        String licence = inForce(type, issuer);
        names.put("$issuer", issuer.value());
        names.put("$type", type.value());
        names.put("$licence", licence.substring(licence.lastIndexOf('/') + 1));
        names.put("$nobody", Codes.department().value());
        names.put("$job", job(issuer, type));
        callers.put("anonymous", anonymous);
        callers.put("operator", as(Role.OPERATOR));
        callers.put("auditor", as(Role.AUDITOR));
        callers.put("counter", as(Role.COUNTER));
        callers.put("department", as(issuer));
        callers.put("other", as(registered("示范市应急管理局")));
        callers.put("app", app(type));
        callers.put("other app", app(Codes.type()));
    }

    private String job(UnifiedSocialCreditCode issuer, LicenceTypeCode type) {
        String id = json(http.post()
                        .uri("/api/v1/jobs?issuer={issuer}&type={type}", issuer.value(), type.value())
                        .contentType(CSV)
                        .bodyValue("holderName,OperatorName,LegalRepresentative")
                        .exchange()
                        .expectStatus()
                        .isAccepted())
                .get("id")
                .asString();
        eventually("/api/v1/jobs/" + id, "/state", "DONE");
        return id;
    }

    private WebTestClient app(LicenceTypeCode type) {
        JsonNode made = json(post(
                        "/api/v1/api-keys",
                        Map.of(
                                "name",
                                "测试应用",
                                "rights",
                                List.of(Map.of("type", type.value(), "purposes", List.of(PURPOSE)))))
                .expectStatus()
                .isCreated());
        return anonymous
                .mutate()
                .defaultHeader(Credentials.API_KEY, made.get("key").asString())
                .defaultHeader(Callers.PURPOSE, PURPOSE)
                .build();
    }

    private Set<String> endpoints() {
        return mapping.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType() != FaultController.class)
                .flatMap(entry -> entry.getKey().getPatternsCondition().getPatterns().stream()
                        .flatMap(pattern -> entry.getKey().getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + pattern.getPatternString())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_endpoint_has_a_row_and_every_row_an_endpoint() {
        Set<String> rows =
                matrix.rows().stream().map(Matrix.Row::endpoint).collect(Collectors.toCollection(TreeSet::new));
        List<String> missing = endpoints().stream()
                .filter(endpoint -> !rows.contains(endpoint))
                .map(Matrix.Row::proposed)
                .map(row -> row.line(results(row)))
                .toList();

        assertThat(missing)
                .as(
                        "endpoints without a row. Add these lines to src/test/resources/access-matrix.csv; they say what each"
                                + " caller gets now, so look at each. FORBIDDEN for all: the method has no @Access")
                .isEmpty();
        assertThat(rows).as("rows without an endpoint: remove them").isSubsetOf(endpoints());
    }

    @Test
    void every_caller_gets_what_the_matrix_says() {
        List<String> wrong = new ArrayList<>();
        for (Matrix.Row row : matrix.rows()) {
            assertThat(row.expected()).as("cells of %s", row.endpoint()).hasSameSizeAs(matrix.callers());
            List<String> results = results(row);
            if (!results.equals(row.expected())) {
                wrong.add("expected " + row.line(row.expected()) + "\n     got " + row.line(results));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private List<String> results(Matrix.Row row) {
        return matrix.callers().stream()
                .map(caller ->
                        result(row, Optional.ofNullable(callers.get(caller)).orElseThrow()))
                .toList();
    }

    private String result(Matrix.Row row, WebTestClient caller) {
        var request = caller.method(HttpMethod.valueOf(row.method())).uri(fill(row.request()));
        String body = fill(row.body()).replace('\'', '"');
        if (body.startsWith("cbor:")) {
            request.contentType(MediaType.APPLICATION_CBOR)
                    .bodyValue(body.substring("cbor:".length()).getBytes(StandardCharsets.UTF_8));
        } else if (body.startsWith("csv:")) {
            request.contentType(CSV).bodyValue(body.substring("csv:".length()));
        } else if (body.startsWith("ndjson:")) {
            request.contentType(MediaType.APPLICATION_NDJSON).bodyValue(body.substring("ndjson:".length()));
        } else if (!body.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
        }
        var answer = request.exchange().expectBody(byte[].class).returnResult();
        boolean problem = MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(
                answer.getResponseHeaders().getContentType());
        return problem
                ? JSON.readTree(answer.getResponseBody()).get("code").asString()
                : "" + answer.getStatus().value();
    }

    private String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace(name.getKey(), name.getValue());
        }
        return filled;
    }
}
