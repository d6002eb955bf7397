package org.zhaoku.gateway.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.LedgerEvent;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.gateway.e2e.FabricNetwork;
import org.zhaoku.gateway.ledger.Department;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
import org.zhaoku.gateway.ledger.PreparedTransaction;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The adapter against a real network: whatever dies or hangs on the way, a batch is on the ledger once. */
class FabricLedgerIT {
    private static final String HOME = System.getProperty("zhaoku.fabric.home", "");
    private static final FabricNetwork NETWORK = new FabricNetwork(HOME, "fabric-adapter", 22000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static Department department;
    private static long seed;

    private FabricLedger ledger;

    @BeforeAll
    static void up() {
        assumeTrue(!HOME.isEmpty(), "Fabric was not found: ./zhaoku test looks for it");
        NETWORK.down();
        NETWORK.up();
        department = new Department(folder, new Network("regions"), "RegionAMSP");
        try (FabricLedger first = open()) {
            Flux.fromIterable(department.registration())
                    .concatMap(first::submit)
                    .blockLast(PATIENCE);
        }
    }

    @AfterAll
    static void down() {
        if (!HOME.isEmpty()) {
            NETWORK.down();
        }
    }

    @BeforeEach
    void begin() {
        ledger = open();
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    /** One more process of the gateway, as it would read the file that the network wrote. */
    private static FabricLedger open() {
        try {
            var environment = new StandardEnvironment();
            new PropertiesPropertySourceLoader()
                    .load("network", new FileSystemResource(NETWORK.gatewayProperties()))
                    .forEach(environment.getPropertySources()::addLast);
            return new FabricLedger(Binder.get(environment).bindOrCreate("zhaoku.fabric", FabricProperties.class));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static AnchorBatch batch() {
        return department.batch(3, ++seed);
    }

    private static <T> T value(Mono<T> mono) {
        return mono.blockOptional(PATIENCE).orElseThrow();
    }

    /** How often each batch was anchored, as all blocks tell up to one that is anchored now. */
    private static Map<Bytes, Long> anchored() {
        AnchorBatch last = batch();
        try (FabricLedger reader = open()) {
            value(reader.submit(last));
            return value(reader.blocks(0)
                    .flatMapIterable(LedgerBlock::entries)
                    .map(entry ->
                            LedgerEvent.decode(entry.name(), entry.payload()).command())
                    .filter(AnchorBatch.class::isInstance)
                    .map(command -> ((AnchorBatch) command).batch().key())
                    .takeUntil(last.batch().key()::equals)
                    .collect(Collectors.groupingBy(key -> key, Collectors.counting())));
        }
    }

    private static void assertOnce(List<AnchorBatch> batches) {
        Map<Bytes, Long> counts = anchored();
        assertThat(batches)
                .allSatisfy(
                        each -> assertThat(counts).containsEntry(each.batch().key(), 1L));
    }

    private List<AnchorBatch> submittedWhile(Runnable fault) {
        List<AnchorBatch> batches = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            batches.add(batch());
        }
        var outcomes = Flux.fromIterable(batches)
                .flatMap(each -> ledger.submit(each).retry(3), 8)
                .replay()
                .autoConnect();
        outcomes.take(4).blockLast(PATIENCE);
        fault.run();
        assertThat(outcomes.collectList().block(PATIENCE)).hasSize(24);
        return batches;
    }

    @Test
    void the_own_peer_killed_with_transactions_in_flight_loses_none_and_doubles_none() {
        List<AnchorBatch> batches = submittedWhile(() -> NETWORK.stop("peer-a"));
        NETWORK.start("peer-a");

        assertOnce(batches);
        Flux.interval(Duration.ofMillis(50))
                .filter(tick -> ledger.peers().best().own())
                .blockFirst(PATIENCE);
        value(ledger.submit(batch()));
    }

    @Test
    void the_leading_orderer_killed_with_transactions_in_flight_loses_none_and_doubles_none() {
        String leader = NETWORK.leader();
        List<AnchorBatch> batches = submittedWhile(() -> NETWORK.stop(leader));
        NETWORK.start(leader);

        assertOnce(batches);
    }

    @Test
    void the_own_peer_hanging_is_left_for_another_and_taken_again() {
        Flux<Long> blocks =
                ledger.blocks(0).map(LedgerBlock::number).retry(50).replay().autoConnect();
        blocks.blockFirst(PATIENCE);
        List<AnchorBatch> batches = submittedWhile(() -> NETWORK.hang("peer-a"));
        long height = value(ledger.height());
        NETWORK.goOn("peer-a");

        assertOnce(batches);
        assertThat(blocks.distinct().take(height).collectList().block(PATIENCE)).isSorted();
        Flux.interval(Duration.ofMillis(50))
                .filter(tick -> ledger.peers().best().own())
                .blockFirst(PATIENCE);
    }

    @Test
    void the_own_chaincode_killed_is_no_reason_to_stop() {
        List<AnchorBatch> batches = submittedWhile(() -> NETWORK.stop("chaincode-a"));
        NETWORK.start("chaincode-a");

        assertOnce(batches);
    }

    @Test
    void an_envelope_that_was_kept_is_submitted_by_the_next_process() {
        AnchorBatch batch = batch();
        PreparedTransaction kept = value(ledger.prepare(batch));
        ledger.close();

        try (FabricLedger next = open()) {
            assertThat(value(next.submit(kept))).isEqualTo(Outcome.CHANGED);
        }
        assertOnce(List.of(batch));
    }

    @Test
    void an_envelope_that_was_submitted_before_the_process_died_has_its_first_verdict() {
        AnchorBatch batch = batch();
        PreparedTransaction kept = value(ledger.prepare(batch));
        FabricPeer peer = ledger.peers().best();
        value(Mono.fromCallable(() -> {
            peer.submit(kept);
            return kept;
        }));
        ledger.close();

        try (FabricLedger next = open()) {
            assertThat(value(next.submit(kept))).isEqualTo(Outcome.CHANGED);
            assertThat(value(next.submit(kept))).isEqualTo(Outcome.CHANGED);
        }
        assertOnce(List.of(batch));
    }

    @Test
    void of_eight_that_race_for_one_batch_one_changes_the_ledger_and_the_others_find_it_there() {
        AnchorBatch batch = batch();

        List<Outcome> outcomes = Flux.range(0, 8)
                .flatMap(i -> ledger.submit(batch), 8)
                .collectList()
                .block(PATIENCE);

        assertThat(outcomes).filteredOn(Outcome.CHANGED::equals).hasSize(1);
        assertThat(outcomes).hasSize(8);
        assertOnce(List.of(batch));
    }

    @Test
    void an_envelope_whose_signature_is_wrong_is_refused_for_good_and_a_new_one_is_taken() {
        AnchorBatch batch = batch();
        PreparedTransaction good = value(ledger.prepare(batch));
        byte[] bytes = good.envelope().toArray();
        bytes[bytes.length - good.id().length() - 10] ^= 1;
        var broken = new PreparedTransaction(good.id(), Bytes.of(bytes));

        LedgerException refused = value(ledger.submit(broken)
                .then(Mono.<LedgerException>empty())
                .onErrorResume(LedgerException.class, Mono::just));

        assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(Kind.OUTDATED);
        assertThat(refused.code()).isEqualTo("LEDGER_ENVELOPE_REFUSED");
        assertThat(value(ledger.submit(batch))).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void what_the_contract_refuses_comes_with_its_code() {
        var stranger = new Department(folder.resolve("stranger"), new Network("regions"), "RegionAMSP");

        LedgerException refused = value(ledger.submit(stranger.batch(1, 1))
                .then(Mono.<LedgerException>empty())
                .onErrorResume(LedgerException.class, Mono::just));

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.code()).matches("[A-Z_]+").doesNotStartWith("LEDGER_");
    }
}
