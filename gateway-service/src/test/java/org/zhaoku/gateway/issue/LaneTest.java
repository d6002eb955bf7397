package org.zhaoku.gateway.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.gateway.ledger.AnchoredBatch;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.LicenceState;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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

    private static Mono<Licence> issue(Gateways gateways, Gateways.Running gateway) {
        return gateway.issuing()
                .accept(
                        new CheckedRequest(
                                gateways.type.code(),
                                gateways.department,
                                "张三",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()),
                        Optional.empty());
    }

    @Test
    void beyond_the_bound_no_licence_is_admitted() {
        var second = Duration.ofSeconds(1);
        var backlog = new Backlog(new BatchProperties(second, 1, 2, 1, second, second, second));
        backlog.admit();
        backlog.admit();

        assertThatThrownBy(backlog::admit)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.QUEUE_FULL));
        backlog.done();
        backlog.admit();
        assertThat(backlog.waiting()).isEqualTo(2);
    }
}
