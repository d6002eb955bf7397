package org.zhaoku.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.zhaoku.gateway.testing.BlockingCalls;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** BlockHound watches all tests of this module; here it is shown to watch, and to find nothing. */
final class BlockingTest extends GatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void a_blocked_event_loop_would_be_found() {
        BlockingCalls.found();
        http.get().uri("/test/blocking").exchange().expectStatus().isEqualTo(500);

        assertThat(BlockingCalls.found()).singleElement().asString().contains("FaultController");
    }

    @Test
    void a_thread_that_waits_for_a_lock_is_found_and_the_lock_stays_usable() {
        BlockingCalls.found();
        var lock = new ReentrantLock();
        CompletableFuture<Boolean> waited;
        lock.lock();
        try {
            waited = Mono.fromSupplier(() -> passed(lock))
                    .subscribeOn(Schedulers.parallel())
                    .toFuture();
            Flux.interval(Duration.ofMillis(5), Schedulers.boundedElastic())
                    .onBackpressureDrop()
                    .filter(tick -> lock.hasQueuedThreads())
                    .blockFirst(PATIENCE);
        } finally {
            lock.unlock();
        }

        assertThat(waited).succeedsWithin(PATIENCE).isEqualTo(true);
        assertThat(CompletableFuture.supplyAsync(() -> passed(lock))).succeedsWithin(PATIENCE);
        assertThat(BlockingCalls.found()).singleElement().asString().contains("BlockingTest");
    }

    private static boolean passed(ReentrantLock lock) {
        lock.lock();
        try {
            return true;
        } finally {
            lock.unlock();
        }
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

    @Test
    void keys_rights_changes_of_state_and_the_directory_block_no_event_loop() {
        BlockingCalls.found();
        UnifiedSocialCreditCode issuer = registered("示范市自然资源局");
        LicenceTypeCode type = published(issuer);
        String path = inForce(type, issuer);
        String authority = "/api/v1/authorities/" + issuer.value();
        String kid = get("/api/v1/authorities")
                .valueStream()
                .filter(each -> each.get("code").asString().equals(issuer.value()))
                .map(each -> each.at("/keys/0/kid").asString())
                .findFirst()
                .orElseThrow();

        post(authority + "/keys", "").expectStatus().isCreated();
        post(path + "/changes", Map.of("reason", "PAUSED")).expectStatus().isCreated();
        post(
                        "/api/v1/licences/changes",
                        List.of(Map.of("id", path.substring(path.lastIndexOf('/') + 1), "reason", "RESTORED")))
                .expectStatus()
                .isOk();
        get(path + "/changes");
        post(authority + "/keys/" + kid + "/retirement", "").expectStatus().isOk();
        post(authority + "/keys/" + kid + "/distrust", Map.of("from", get(path).at("/licence/position")))
                .expectStatus()
                .isOk();
        http.delete()
                .uri(authority + "/types/" + type.value())
                .exchange()
                .expectStatus()
                .isOk();
        http.put()
                .uri("/api/v1/region")
                .bodyValue(Map.of("name", "示范地区", "baseUrls", List.of("https://gateway.example")))
                .exchange()
                .expectStatus()
                .isOk();
        get("/api/v1/regions");
        get("/api/v1/ledger/alarms");
        bytes(anonymous.get().uri("/api/v1/checkpoints/latest").exchange());

        assertThat(BlockingCalls.found()).isEmpty();
    }
}
