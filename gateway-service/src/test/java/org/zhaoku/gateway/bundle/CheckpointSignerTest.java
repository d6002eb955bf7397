package org.zhaoku.gateway.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.gateway.ledger.LedgerAlarms;
import org.zhaoku.gateway.ledger.LedgerView;
import org.zhaoku.gateway.ledger.SharedLedger;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.gateway.testing.Codes;
import org.zhaoku.gateway.work.WorkPools;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.sm.Sm3;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Several gateways of one region on one database. */
class CheckpointSignerTest {
    private static final String REGION = "RegionAMSP";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant TIME = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final WorkPools pools = new WorkPools();
    private TestStore store;

    /** A gateway that reads a ledger. */
    private final class Gateway implements AutoCloseable {
        private final LedgerAlarms alarms = new LedgerAlarms(Clock.systemUTC(), code -> {});
        private final SharedLedger.Region region;
        private final LedgerView view;
        private final CheckpointSigner signer;

        private Gateway(String name, SharedLedger ledger, CheckpointRepository kept) {
            region = ledger.region(REGION);
            view = new LedgerView(region, folder.resolve(name), alarms, Clock.systemUTC());
            view.caughtUp().block(PATIENCE);
            signer = new CheckpointSigner(view, region, kept, store.signer(), pools, alarms);
        }

        private Mono<SignedCheckpoint> sign(long size) {
            return view.reached(size)
                    .then(Mono.defer(() -> signer.sign(new Checkpoint(
                            region.network(), size, view.root(size), view.position(size), TIME, Optional.empty()))));
        }

        @Override
        public void close() {
            view.close();
        }
    }

    @BeforeEach
    void open() {
        store = TestStore.open(TestServer.EMBEDDED, folder.resolve("store"));
    }

    @AfterEach
    void close() {
        store.close();
        pools.destroy();
    }

    private MongoCheckpointRepository repository() {
        return new MongoCheckpointRepository(store.database());
    }

    private static SharedLedger ledger(int records) {
        var ledger = new SharedLedger();
        SharedLedger.Region writer = ledger.region(REGION);
        for (int i = 0; i < records; i++) {
            record(writer);
        }
        return ledger;
    }

    private static void record(SharedLedger.Region writer) {
        writer.submit(new RegisterAuthority(Codes.department(), "示范局")).block(PATIENCE);
    }

    @Test
    void gateways_that_read_one_ledger_sign_whatever_comes_and_in_any_order() {
        SharedLedger ledger = ledger(5);
        try (var one = new Gateway("one", ledger, repository());
                var two = new Gateway("two", ledger, repository())) {
            for (long size : List.of(3L, 5L, 4L, 3L)) {
                for (Gateway gateway : List.of(one, two)) {
                    SignedCheckpoint signed =
                            gateway.sign(size).blockOptional(PATIENCE).orElseThrow();
                    assertThat(signed.verifies(
                                    gateway.region.network(),
                                    store.signer().checkpoint().certificate().publicKey()))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void a_gateway_that_reads_another_ledger_never_signs_and_raises_the_alarm() {
        SharedLedger other = ledger(6);
        try (var one = new Gateway("one", ledger(5), repository());
                var two = new Gateway("two", other, repository())) {
            one.sign(5).block(PATIENCE);

            for (long size : List.of(4L, 5L, 6L)) {
                assertThatThrownBy(() -> two.sign(size).block(PATIENCE))
                        .isInstanceOf(CheckpointSigner.NotSignedException.class);
            }
            assertThat(two.alarms.counts()).containsOnlyKeys("CHECKPOINT_INCONSISTENT");
            assertThat(one.sign(4).block(PATIENCE)).isNotNull();
        }
    }

    @Test
    void what_was_signed_before_a_restart_binds_after_it() {
        try (var before = new Gateway("before", ledger(5), repository())) {
            before.sign(5).block(PATIENCE);
        }
        try (var after = new Gateway("after", ledger(7), repository())) {
            assertThatThrownBy(() -> after.sign(7).block(PATIENCE))
                    .isInstanceOf(CheckpointSigner.NotSignedException.class);
        }
    }

    @Test
    void a_gateway_that_is_behind_what_the_region_signed_waits_until_it_has_read_as_much() {
        SharedLedger ledger = ledger(3);
        try (var ahead = new Gateway("ahead", ledger, repository());
                var behind = new Gateway("behind", ledger, repository())) {
            behind.region.holdAt(3);
            record(ahead.region);
            ahead.sign(4).block(PATIENCE);

            assertThatThrownBy(() -> behind.sign(3).block(PATIENCE))
                    .isInstanceOf(CheckpointSigner.NotSignedException.class);
            assertThat(behind.alarms.all()).isEmpty();
            behind.region.letGo();
            assertThat(behind.sign(4).block(PATIENCE)).isNotNull();
        }
    }

    @Test
    void of_two_that_sign_on_two_ledgers_at_the_same_moment_one_at_most_does() {
        for (int round = 0; round < 20; round++) {
            try (var one = new Gateway("one" + round, ledger(2), repository());
                    var two = new Gateway("two" + round, ledger(3), repository());
                    var fresh = TestStore.open(TestServer.EMBEDDED, folder.resolve("round" + round))) {
                var kept = new MongoCheckpointRepository(fresh.database());
                var first = new CheckpointSigner(one.view, one.region, kept, store.signer(), pools, one.alarms);
                var second = new CheckpointSigner(two.view, two.region, kept, store.signer(), pools, two.alarms);
                long signed = Flux.merge(attempt(first, one, 2), attempt(second, two, 3))
                        .filter(each -> each)
                        .count()
                        .blockOptional(PATIENCE)
                        .orElseThrow();
                assertThat(signed).isLessThanOrEqualTo(1);
            }
        }
    }

    private static Mono<Boolean> attempt(CheckpointSigner signer, Gateway gateway, long size) {
        return signer.sign(new Checkpoint(
                        gateway.region.network(),
                        size,
                        gateway.view.root(size),
                        gateway.view.position(size),
                        TIME,
                        Optional.empty()))
                .thenReturn(true)
                .onErrorReturn(CheckpointSigner.NotSignedException.class, false);
    }

    @Test
    void for_one_size_the_database_keeps_one_root() {
        var kept = repository();
        SharedLedger ledger = ledger(2);
        try (var gateway = new Gateway("one", ledger, kept)) {
            var network = gateway.region.network();
            var mine = new KeptCheckpoint(2, gateway.view.root(2), gateway.view.position(2));
            var other = new KeptCheckpoint(2, Sm3.digest(), gateway.view.position(2));

            assertThat(kept.keep(network, mine).block(PATIENCE)).isEqualTo(mine);
            assertThat(kept.keep(network, other).block(PATIENCE)).isEqualTo(mine);
            assertThat(kept.keep(network, new KeptCheckpoint(11, Sm3.digest(), mine.position()))
                            .block(PATIENCE))
                    .isNotNull();
            assertThat(kept.above(network, 0, 10)
                            .map(KeptCheckpoint::size)
                            .collectList()
                            .block(PATIENCE))
                    .containsExactly(11L, 2L);
            assertThat(kept.above(network, 2, 10)
                            .map(KeptCheckpoint::size)
                            .collectList()
                            .block(PATIENCE))
                    .containsExactly(11L);
        }
    }
}
