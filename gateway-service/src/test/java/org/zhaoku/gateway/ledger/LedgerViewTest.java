package org.zhaoku.gateway.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.trust.BundleDraft;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The reader over a ledger that this test writes block by block. */
class LedgerViewTest {
    private static final String REGION = "RegionAMSP";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant EXPIRY = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final SharedLedger ledger = new SharedLedger();
    private final Region region = new Region(ledger.region(REGION));
    private final LedgerAlarms alarms = new LedgerAlarms(Clock.systemUTC(), code -> {});
    private Department department;
    private @Nullable LedgerView view;

    /** Notes from where it is read. */
    private static final class Region implements Ledger {
        private final SharedLedger.Region shared;
        private final List<Long> from = new ArrayList<>();
        private Network network;
        private @Nullable Flux<LedgerBlock> first;

        private Region(SharedLedger.Region shared) {
            this.shared = shared;
            this.network = shared.network();
        }

        @Override
        public Network network() {
            return network;
        }

        @Override
        public String region() {
            return shared.region();
        }

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public Mono<PreparedTransaction> prepare(Command command) {
            return shared.prepare(command);
        }

        @Override
        public Mono<Outcome> submit(PreparedTransaction transaction) {
            return shared.submit(transaction);
        }

        @Override
        public Mono<Bytes> query(String function, String... arguments) {
            return shared.query(function, arguments);
        }

        @Override
        public Mono<Long> height() {
            return shared.height();
        }

        @Override
        public Flux<LedgerBlock> blocks(long number) {
            from.add(number);
            Flux<LedgerBlock> other = first;
            first = null;
            return other == null ? shared.blocks(number) : other;
        }
    }

    @BeforeEach
    void register() {
        department = new Department(folder.resolve("department"), region.network(), REGION);
        department.registration().forEach(this::commit);
    }

    @AfterEach
    void close() {
        LedgerView open = view;
        if (open != null) {
            open.close();
        }
    }

    private void commit(Command command) {
        region.submit(command).block(PATIENCE);
    }

    private Path file() {
        return folder.resolve("records");
    }

    private LedgerView start() {
        close();
        LedgerView started = new LedgerView(region, file(), alarms, Clock.systemUTC());
        view = started;
        started.caughtUp().block(PATIENCE);
        return started;
    }

    private static void until(BooleanSupplier condition) {
        Flux.interval(Duration.ZERO, Duration.ofMillis(10))
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic(), 1)
                .map(tick -> condition.getAsBoolean())
                .takeUntil(so -> so)
                .blockLast(PATIENCE);
    }

    private BundleDraft draft(LedgerView of) {
        return of.snapshot(of.size(), EXPIRY).orElseThrow().draft();
    }

    private void assertSame(LedgerView again, Bytes root, BundleDraft draft) {
        assertThat(again.root(again.size())).isEqualTo(root);
        assertThat(draft(again).manifest().encoded()).isEqualTo(draft.manifest().encoded());
        assertThat(draft(again).parts()).isEqualTo(draft.parts());
    }

    @Test
    void a_restart_continues_after_what_is_in_the_file_and_emits_every_batch_once() {
        commit(department.batch(300, 1));
        LedgerView before = start();
        Bytes root = before.root(4);
        commit(department.batch(1, 2));
        until(() -> before.size() == 5);

        before.close();
        commit(department.batch(2, 3));
        LedgerView again = start();

        until(() -> again.size() == 6);
        assertThat(region.from.get(1)).isGreaterThanOrEqualTo(5);
        assertThat(again.root(4)).isEqualTo(root);
        assertThat(again.anchored()
                        .take(3)
                        .map(AnchoredBatch::firstTile)
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(0L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 60, -40})
    void a_damaged_file_is_put_aside_and_made_anew_with_the_same_bytes(int where) throws IOException {
        commit(department.batch(300, 1));
        LedgerView before = start();
        Bytes root = before.root(before.size());
        BundleDraft draft = draft(before);
        before.close();
        byte[] content = Files.readAllBytes(file());
        int at = where < 0 ? content.length + where : where;
        content[at] ^= 1;
        Files.write(file(), content);

        LedgerView again = start();

        assertSame(again, root, draft);
        until(() -> region.from.size() == 2);
        assertThat(region.from).containsExactly(0L, 0L);
        assertThat(alarms.counts()).containsOnlyKeys("RECORDS_UNUSABLE");
        assertThat(folder.resolve("records.unusable")).exists();
    }

    @Test
    void what_a_crash_left_at_the_end_is_cut_off_and_read_again() throws IOException {
        commit(department.batch(300, 1));
        LedgerView before = start();
        commit(department.batch(5, 2));
        until(() -> before.size() == 5);
        Bytes root = before.root(5);
        BundleDraft draft = draft(before);
        before.close();
        byte[] whole = Files.readAllBytes(file());

        for (int lost : new int[] {1, 33, 500}) {
            Files.write(file(), java.util.Arrays.copyOf(whole, whole.length - lost));
            LedgerView again = start();
            until(() -> again.size() == 5);
            assertSame(again, root, draft);
            again.close();
        }
        assertThat(alarms.all()).isEmpty();
    }

    @Test
    void another_networks_file_is_not_taken() {
        start().close();
        region.network = new Network("another");

        LedgerView again = start();

        assertThat(alarms.counts()).containsKey("RECORDS_UNUSABLE");
        // department and right stand in it again, and not its key, whose proof is of the first network
        assertThat(again.size()).isEqualTo(2);
    }

    @Test
    void blocks_that_come_again_count_once_and_one_that_does_not_follow_is_not_taken() {
        List<LedgerBlock> blocks =
                requireNonNull(region.shared.blocks(0).take(3).collectList().block(PATIENCE));
        region.first = Flux.just(blocks.get(0), blocks.get(0), blocks.get(2)).concatWith(Flux.never());

        LedgerView read = start();

        assertThat(read.size()).isEqualTo(3);
        assertThat(region.from).containsExactly(0L, 0L);
        assertThat(alarms.counts()).containsOnlyKeys("BLOCK_OUT_OF_ORDER");
    }

    @Test
    void what_was_refused_is_an_alarm_again_after_a_restart_and_counted() {
        ledger.announce(Submitter.sole("RegionBMSP"), "batch.anchored", Bytes.utf8("nothing"));
        start();
        LedgerView again = start();

        assertThat(again.size()).isEqualTo(3);
        assertThat(alarms.all()).singleElement().satisfies(alarm -> {
            assertThat(alarm.code()).isEqualTo("RECORD_MALFORMED");
            assertThat(alarm.region()).isEqualTo("RegionBMSP");
            assertThat(alarm.block()).contains(3L);
            assertThat(alarm.times()).isEqualTo(2);
        });
    }

    @Test
    void blocks_without_records_do_not_put_the_restart_far_back() {
        List<LedgerBlock> blocks =
                new ArrayList<>(region.shared.blocks(0).take(3).collectList().block(PATIENCE));
        LongStream.range(3, 1000).forEach(number -> blocks.add(new LedgerBlock(number, List.of())));
        region.first = Flux.fromIterable(blocks).concatWith(Flux.never());
        LedgerView read = start();
        until(() -> read.next() == 1000);

        start();

        until(() -> region.from.size() == 2);
        assertThat(region.from.get(1)).isBetween(900L, 1000L);
    }

    @Test
    void the_draft_of_an_earlier_size_can_be_made_until_a_later_one_was_asked_for() {
        LedgerView read = start();
        BundleDraft atThree = draft(read);
        for (int seed = 1; seed <= 3; seed++) {
            commit(department.batch(seed, seed));
        }
        until(() -> read.size() == 6);

        assertThat(read.snapshot(3, EXPIRY).orElseThrow().draft().parts()).isEqualTo(atThree.parts());
        LedgerSnapshot atFive = read.snapshot(5, EXPIRY).orElseThrow();
        assertThat(atFive.root()).isEqualTo(read.root(5));
        assertThat(atFive.position()).isEqualTo(new Position(4, 0));
        assertThat(read.snapshot(4, EXPIRY)).isEmpty();
        assertThat(read.oldestSnapshot()).isEqualTo(5);
        assertThat(read.snapshot(7, EXPIRY)).isEmpty();
    }

    @Test
    void parts_that_did_not_change_are_taken_from_the_draft_before() {
        var other = new Department(folder.resolve("other"), region.network(), REGION);
        other.registration().forEach(this::commit);
        commit(department.batch(300, 1));
        commit(other.batch(300, 2));
        LedgerView read = start();
        Map<String, Bytes> before = draft(read).parts();
        commit(other.batch(1, 3));
        until(() -> read.size() == 9);

        Map<String, Bytes> after = draft(read).parts();

        assertThat(after).hasSameSizeAs(before);
        after.forEach((name, part) -> {
            if (name.endsWith(other.code().value())
                    || name.contains(other.code().value() + "/")) {
                assertThat(part).as(name).isNotSameAs(before.get(name));
            } else {
                assertThat(part).as(name).isSameAs(before.get(name));
            }
        });
    }
}
