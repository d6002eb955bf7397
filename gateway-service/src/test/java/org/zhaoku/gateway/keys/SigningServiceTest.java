package org.zhaoku.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.gateway.testing.TlsFiles;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import tools.jackson.databind.JsonNode;

/** A whole gateway whose departments' keys are in a signing service. */
final class SigningServiceTest extends GatewayTest {
    private static final Path DIRECTORY = directory();
    private static final LittleSigningService SERVICE = service();
    private static final String DATABASE = TestServer.chosen().uri();

    private static Path directory() {
        try {
            return Files.createTempDirectory("zhaoku-signing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LittleSigningService service() {
        try {
            TlsFiles tls = TlsFiles.make(DIRECTORY);
            tls.client("gateway");
            return new LittleSigningService(tls.server());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void remote(DynamicPropertyRegistry properties) {
        String bundle = "spring.ssl.bundle.pem.signing.";
        properties.add("zhaoku.data-dir", () -> DIRECTORY.resolve("data"));
        properties.add("zhaoku.mongodb.uri", () -> DATABASE);
        properties.add("zhaoku.keys.remote.url", () -> SERVICE.url("localhost"));
        properties.add("zhaoku.keys.remote.ssl-bundle", () -> "signing");
        properties.add(bundle + "keystore.certificate", () -> "file:" + DIRECTORY.resolve("gateway.pem"));
        properties.add(bundle + "keystore.private-key", () -> "file:" + DIRECTORY.resolve("gateway.key"));
        properties.add(bundle + "truststore.certificate", () -> "file:" + DIRECTORY.resolve("ca.pem"));
    }

    @AfterEach
    void works() {
        SERVICE.fails(LittleSigningService.Fault.NONE);
    }

    private String issued() {
        UnifiedSocialCreditCode issuer = registered("示范市市场监督管理局");
        return inForce(published(issuer), issuer);
    }

    @Test
    void a_licence_signed_by_the_service_is_valid_and_the_service_saw_digests_only() {
        String code = new String(bytes(http.get().uri(issued() + "/qr.txt").exchange()), StandardCharsets.UTF_8);

        assertThat(verdict(code)).containsExactly("VALID");
        assertThat(SERVICE.asked())
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(asked.propertyNames()).containsExactly("digest"));
    }

    @ParameterizedTest
    @CsvSource({"BUSY, SIGNER_UNREACHABLE", "FORBIDDEN, SIGNER_REFUSED", "OTHER_KEY, SIGNATURE_WRONG"})
    void what_is_not_signed_changes_nothing_and_the_same_request_works_later(
            LittleSigningService.Fault fault, String code) {
        String licence = issued();
        var paused = Map.of("reason", "PAUSED");
        SERVICE.fails(fault);

        JsonNode problem = problem(post(licence + "/changes", paused), 503, "SIGNER_UNAVAILABLE");

        assertThat(problem.get("detail").asString()).contains(code);
        assertThat(get(licence).get("ledgerState").asString()).isEqualTo("IN_FORCE");
        SERVICE.fails(LittleSigningService.Fault.NONE);
        post(licence + "/changes", paused).expectStatus().isCreated();
    }
}
