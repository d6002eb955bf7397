package org.zhaoku.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.zhaoku.gateway.GatewayApplication;
import org.zhaoku.gateway.testing.FaultController;
import org.zhaoku.gateway.testing.TlsFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway as a region runs it: TLS with certificates of machines, an OpenID Connect provider, no operator's token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProvidersTest {
    private static final String DEPARTMENT = "11440300000000019K";
    private static final JsonMapper JSON = new JsonMapper();

    private Path directory = Path.of("");

    private Optional<OidcProvider> provider = Optional.empty();
    private Optional<ReactiveWebServerApplicationContext> gateway = Optional.empty();
    private Optional<TlsFiles> tls = Optional.empty();

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, GeneralSecurityException {
        directory = temporary;
        OidcProvider oidc = OidcProvider.start();
        TlsFiles files = TlsFiles.make(directory);
        provider = Optional.of(oidc);
        tls = Optional.of(files);
        String bundle = "spring.ssl.bundle.pem.gateway.";
        String machines = "zhaoku.access.machines";
        var settings = Map.<String, Object>ofEntries(
                Map.entry("server.port", 0),
                Map.entry("server.ssl.bundle", "gateway"),
                Map.entry("server.ssl.client-auth", "want"),
                Map.entry(bundle + "keystore.certificate", "file:" + files.serverCertificate()),
                Map.entry(bundle + "keystore.private-key", "file:" + files.serverKey()),
                Map.entry(bundle + "truststore.certificate", "file:" + files.authority()),
                Map.entry("zhaoku.data-dir", directory.resolve("data")),
                Map.entry("zhaoku.access.token-roles", ""),
                Map.entry("zhaoku.access.per-minute.anonymous", 40),
                Map.entry("zhaoku.access.claims.roles", "realm_access.roles"),
                Map.entry("zhaoku.access.claims.department", "org_code"),
                Map.entry("zhaoku.access.claims.role-names.zk-issuer", "DEPARTMENT"),
                Map.entry("zhaoku.access.claims.role-names.zk-audit", "AUDITOR"),
                Map.entry(machines + "[0].name", "issuing-1"),
                Map.entry(machines + "[0].subject", "CN=issuing-1, O=Example, C=CN"),
                Map.entry(machines + "[0].roles", "DEPARTMENT"),
                Map.entry(machines + "[0].department", DEPARTMENT),
                Map.entry("spring.security.oauth2.resourceserver.jwt.issuer-uri", oidc.issuer()),
                Map.entry("spring.security.oauth2.resourceserver.jwt.audiences", "zhaoku"));
        gateway = Optional.of((ReactiveWebServerApplicationContext)
                new SpringApplicationBuilder(GatewayApplication.class, FaultController.class)
                        .initializers(fresh -> ((GenericApplicationContext) fresh)
                                .registerBean(ReactorResourceFactory.class, ProvidersTest::ownEventLoops))
                        .run(settings.entrySet().stream()
                                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                                .toArray(String[]::new)));
    }

    // or the end of this gateway takes the other tests' event loops with it
    private static ReactorResourceFactory ownEventLoops() {
        var resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }

    @AfterAll
    void stop() {
        gateway.ifPresent(ReactiveWebServerApplicationContext::close);
        provider.ifPresent(OidcProvider::close);
    }

    private HttpResponse<String> get(SSLContext client, String path, String... headers) {
        int port = gateway.map(ReactiveWebServerApplicationContext::getWebServer)
                .orElseThrow()
                .getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HttpClient.newBuilder()
                    .sslContext(client)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> withToken(String token, String path) {
        return get(tls.orElseThrow().stranger(), path, "Authorization", "Bearer " + token);
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String code) {
        JsonNode problem = JSON.readTree(response.body());
        assertThat(response.statusCode()).as("%s", problem).isEqualTo(status);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        return problem;
    }

    private String token(Map<String, Object> claims) {
        return provider.orElseThrow().token("zhaoku", Instant.now().plusSeconds(300), claims);
    }

    @Test
    void a_machine_with_a_certificate_is_the_caller_that_the_settings_name() {
        HttpResponse<String> answer = get(tls.orElseThrow().machine("issuing-1"), "/test/name");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("cert:issuing-1");
        problem(get(tls.orElseThrow().machine("issuing-1"), "/api/v1/ledger/alarms"), 403, "FORBIDDEN");
    }

    @Test
    void a_certificate_that_the_settings_do_not_name_is_none() {
        SSLContext other = tls.orElseThrow().machine("issuing-2");

        JsonNode problem = problem(get(other, "/test/name"), 401, "TOKEN_MISSING");
        assertThat(problem.get("detail").asString()).contains("zhaoku.access.machines");
        assertThat(get(other, "/api/v1/regions").statusCode()).isEqualTo(200);
    }

    @Test
    void a_providers_token_says_who_is_calling_and_for_which_department() {
        String issuer = token(Map.of(
                "sub", "u-1", "realm_access", Map.of("roles", List.of("other", "zk-issuer")), "org_code", DEPARTMENT));
        String auditor = token(Map.of("sub", "u-2", "realm_access", Map.of("roles", List.of("zk-audit"))));

        assertThat(withToken(issuer, "/test/name").body()).isEqualTo("oidc:u-1");
        problem(withToken(issuer, "/api/v1/ledger/alarms"), 403, "FORBIDDEN");
        assertThat(withToken(auditor, "/api/v1/ledger/alarms").statusCode()).isEqualTo(200);
    }

    @Test
    void a_token_that_does_not_count_is_refused_with_the_reason() {
        OidcProvider oidc = provider.orElseThrow();
        Map<String, Object> auditor = Map.of("sub", "u-2", "realm_access", Map.of("roles", List.of("zk-audit")));
        Instant later = Instant.now().plusSeconds(300);

        assertThat(detail(oidc.token("another-application", later, auditor))).contains("aud");
        assertThat(detail(oidc.token("zhaoku", Instant.now().minusSeconds(300), auditor)))
                .contains("expired");
        assertThat(detail(token(Map.of("sub", "u-3", "roles", List.of("AUDITOR")))))
                .contains("realm_access.roles");
        assertThat(detail(token(Map.of("sub", "u-4", "realm_access", Map.of("roles", List.of("zk-issuer"))))))
                .contains("org_code");
        try (OidcProvider forger = OidcProvider.start()) {
            assertThat(detail(forger.token("zhaoku", later, auditor))).contains("neither the operator's nor one that");
        }
        assertThat(detail("no.such.token")).contains("neither the operator's nor one that");
    }

    private String detail(String token) {
        return problem(withToken(token, "/api/v1/ledger/alarms"), 401, "TOKEN_WRONG")
                .get("detail")
                .asString();
    }

    @Test
    void without_roles_there_is_no_operators_token() {
        assertThat(Files.exists(directory.resolve("data").resolve("api-token"))).isFalse();
        assertThat(detail("a-token-for-the-tests")).contains("neither the operator's nor one that");
    }

    @Test
    void who_asks_too_often_is_told_when_to_come_back() {
        String forwarded = "/api/v1/regions";
        HttpResponse<String> last = get(tls.orElseThrow().stranger(), forwarded);
        for (int i = 0; i < 200 && last.statusCode() == 200; i++) {
            last = get(tls.orElseThrow().stranger(), forwarded);
        }

        problem(last, 429, "RATE_LIMITED");
        assertThat(last.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
        assertThat(last.headers().firstValue("RateLimit").orElseThrow()).contains("r=0");
        assertThat(get(tls.orElseThrow().machine("issuing-1"), "/test/name").statusCode())
                .isEqualTo(200);
    }
}
