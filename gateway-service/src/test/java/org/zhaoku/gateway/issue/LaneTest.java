package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.gateway.ledger.AnchoredBatch;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class LaneTest {
    @TempDir
    private Path data;

    @Test
    void many_licences_share_few_batches() {
        try (var gateways = new Gateways(data);
                Gateways.Running gateway = gateways.start(Crash.NEVER)) {
            Flux.interval(Duration.ofMillis(10))
                    .filter(tick -> gateway.outbox().ready())
                    .blockFirst(Gateways.PATIENCE);

            Flux.range(0, 60).flatMap(i -> issue(gateways, gateway), 32).blockLast(Gateways.PATIENCE);

            Flux.interval(Duration.ofMillis(50))
                    .onBackpressureDrop()
                    .concatMap(tick ->
                            gateways.licences.inState(LicenceState.IN_FORCE).count())
                    .filter(count -> count == 60)
                    .blockFirst(Gateways.PATIENCE);
            assertThat(gateway.view()
                            .anchored()
                            .map(AnchoredBatch::firstTile)
                            .take(Duration.ofMillis(200))
                            .count()
                            .block(Gateways.PATIENCE))
                    .isLessThan(40);
            assertThat(gateway.backlog().waiting()).isZero();
        }
    }

    private static Mono<Issued> issue(Gateways gateways, Gateways.Running gateway) {
        return gateway.issuing().accept(gateways.request(false));
    }

    @Test
    void beyond_the_bound_no_licence_is_admitted() {
        var second = Duration.ofSeconds(1);
        var backlog = new Backlog(new BatchProperties(second, second, 1, 2, 1, 1, second, second, second));
        admit(backlog, false);
        admit(backlog, false);

        assertThatThrownBy(() -> admit(backlog, false))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.QUEUE_FULL));
        admit(backlog, true);
        assertThatThrownBy(() -> admit(backlog, true)).isInstanceOf(ProblemException.class);
        backlog.done(2);
        admit(backlog, false);
        assertThat(backlog.waiting()).isEqualTo(2);
    }

    private static void admit(Backlog backlog, boolean urgent) {
        backlog.admitted(1, urgent, Duration.ZERO, () -> Mono.just(true)).block();
    }

    @Test
    void what_waits_for_room_is_stored_when_there_is_some() {
        var second = Duration.ofSeconds(1);
        var backlog = new Backlog(new BatchProperties(second, second, 1, 2, 1, 1, second, second, second));
        backlog.admitted(2, false, Duration.ZERO, () -> Mono.just(true)).block();

        StepVerifier.create(backlog.admitted(2, false, Gateways.PATIENCE, () -> Mono.just("stored")))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> backlog.done(2))
                .expectNext("stored")
                .verifyComplete();
        assertThat(backlog.waiting()).isEqualTo(2);
    }

    @Test
    void what_failed_to_be_stored_no_longer_counts() {
        var second = Duration.ofSeconds(1);
        var backlog = new Backlog(new BatchProperties(second, second, 1, 2, 1, 1, second, second, second));

        StepVerifier.create(backlog.admitted(
                        2, false, Duration.ZERO, () -> Mono.error(new IllegalStateException("the disk is full"))))
                .verifyError(IllegalStateException.class);

        assertThat(backlog.waiting()).isZero();
    }
}
