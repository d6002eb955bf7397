package org.zhaoku.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.zhaoku.gateway.testing.BlockingCalls;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;

/** BlockHound watches all tests of this module; here it is shown to watch, and to find nothing. */
final class BlockingTest extends GatewayTest {
    @Test
    void a_blocked_event_loop_would_be_found() {
        BlockingCalls.found();
        http.get().uri("/test/blocking").exchange().expectStatus().isEqualTo(500);

        assertThat(BlockingCalls.found()).singleElement().asString().contains("FaultController");
    }

    @Test
    void issuing_serving_and_verifying_block_no_event_loop() {
        BlockingCalls.found();
        UnifiedSocialCreditCode issuer = registered("示范市自然资源局");
        String path = inForce(published(issuer), issuer);
        String text = code(path);
        byte[] image = bytes(http.get().uri(path + "/qr.png").exchange());
        anonymous
                .post()
                .uri("/api/v1/verifications")
                .bodyValue(Map.of("text", text))
                .exchange()
                .expectStatus()
                .isOk();
        anonymous
                .post()
                .uri("/api/v1/verifications")
                .contentType(MediaType.IMAGE_PNG)
                .bodyValue(image)
                .exchange()
                .expectStatus()
                .isOk();
        anonymous
                .get()
                .uri("/api/v1/verifications/trust-bundle")
                .exchange()
                .expectStatus()
                .isOk();
        get("/openapi");

        assertThat(BlockingCalls.found()).isEmpty();
    }
}
