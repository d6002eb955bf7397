package org.zhaoku.gateway.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhaoku.gateway.issue.BatchRepository;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerAlarms;
import org.zhaoku.gateway.ledger.LedgerEvent;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.licence.LicenceStandings;
import org.zhaoku.gateway.licence.LicenceTerm;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.gateway.testing.GatewayTest;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The records of the ledger come again, from killed gateways and from two at once, and count once. */
final class LedgerFollowerTest extends GatewayTest {
    private static final int CALLS = 2;

    @TempDir
    Path temp;

    @Autowired
    private Ledger ledger;

    @Autowired
    private BatchRepository batches;

    @Autowired
    private LicenceStandings standings;

    @Autowired
    private TallyMaker maker;

    @Autowired
    private Counts own;

    /** Dies in one of its calls. */
    private final class Dying implements LicenceStandings {
        private int left;

        Dying(int calls) {
            this.left = calls;
        }

        @Override
        public Mono<Void> record(String id, LedgerEvent.Change change) {
            return Mono.defer(() -> left-- == 0 ? Mono.error(dead()) : standings.record(id, change));
        }

        @Override
        public Flux<LicenceTerm> terms(List<String> ids) {
            return Flux.defer(() -> left-- == 0 ? Flux.error(dead()) : standings.terms(ids));
        }

        private static IllegalStateException dead() {
            return new IllegalStateException("dead");
        }
    }

    private LedgerFollower follower(LedgerView view, LicenceStandings seen, TestStore store, Counts counts) {
        return new LedgerFollower(view, batches, seen, new MongoTallies(store.database()), maker, counts);
    }

    private List<Counts.Month> months(Counts counts, UnifiedSocialCreditCode issuer) {
        YearMonth now = YearMonth.now(ZoneId.of("Asia/Shanghai"));
        return counts.months(Optional.of(issuer.value()), Optional.empty(), now, now);
    }

    @Test
    void a_kill_between_any_two_writes_and_a_second_gateway_change_nothing() {
        UnifiedSocialCreditCode issuer = registered("示范局");
        LicenceTypeCode type = published(issuer);
        String path = inForce(type, issuer);
        inForce(type, issuer);
        post(path + "/changes", Map.of("reason", "PAUSED")).expectStatus().isCreated();
        post(path + "/changes", Map.of("reason", "RESTORED")).expectStatus().isCreated();
        eventually("/api/v1/statistics?department=" + issuer.value(), "/0/changed", "2");

        try (TestStore store = TestStore.open(TestServer.EMBEDDED, temp.resolve("store"));
                var view = new LedgerView(
                        ledger,
                        temp.resolve("records"),
                        new LedgerAlarms(Clock.systemUTC(), code -> {}),
                        Clock.systemUTC())) {
            view.caughtUp().block();
            List<LedgerEvent> events = view.events()
                    .take(Duration.ofMillis(300))
                    .collectList()
                    .blockOptional()
                    .orElseThrow();
            assertThat(events).hasSizeGreaterThan(3);
            for (LedgerEvent event : events) {
                dieInEach(event, view, store);
            }
            var first = new Counts();
            var second = new Counts();
            Flux.fromIterable(events)
                    .concatMap(event -> Mono.when(
                            follower(view, standings, store, first).take(event),
                            follower(view, standings, store, second).take(event)))
                    .blockLast();
            var restarted = new Counts();
            new MongoTallies(store.database()).all().doOnNext(restarted::add).blockLast();
            assertThat(months(own, issuer)).singleElement().satisfies(month -> {
                assertThat(month.issued()).isEqualTo(2);
                assertThat(month.inForce()).isEqualTo(2);
            });
            for (Counts counts : List.of(first, second, restarted)) {
                assertThat(months(counts, issuer)).isEqualTo(months(own, issuer));
            }
        }
    }

    private void dieInEach(LedgerEvent event, LedgerView view, TestStore store) {
        int calls = event.changes().isEmpty() ? 1 : CALLS;
        for (int call = 0; call < calls; call++) {
            LedgerFollower dying = follower(view, new Dying(call), store, new Counts());
            assertThatThrownBy(() -> dying.take(event).block()).hasMessage("dead");
        }
        // dies behind the write: what it had in memory is gone
        follower(view, standings, store, new Counts()).take(event).block();
    }
}
