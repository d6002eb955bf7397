package org.zhaoku.gateway.ledger.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.chaincode.command.AnchorBatch;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.command.RegisterAuthority;
import org.zhaoku.gateway.ledger.Department;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.LedgerException;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class EmbeddedLedgerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Path file;
    private EmbeddedLedger ledger;
    private Department department;

    @BeforeEach
    void open() {
        file = folder.resolve("ledger").resolve("blocks");
        ledger = EmbeddedLedger.open(file, new SecureRandom());
        department = new Department(folder.resolve("data"), ledger.network(), EmbeddedLedger.REGION);
        department
                .registration()
                .forEach(command ->
                        assertThat(ledger.submit(command).block(PATIENCE)).isEqualTo(Outcome.CHANGED));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void reopen() {
        ledger.close();
        ledger = EmbeddedLedger.open(file, new SecureRandom());
    }

    private List<LedgerBlock> blocks() {
        long height = java.util.Objects.requireNonNull(ledger.height().block(PATIENCE));
        return java.util.Objects.requireNonNull(
                ledger.blocks(0).take(height).collectList().block(PATIENCE));
    }

    private String get(AnchorBatch batch) {
        return new String(
                java.util.Objects.requireNonNull(
                                ledger.query("batches:get", batch.batch().key().hex())
                                        .block(PATIENCE))
                        .toArray(),
                UTF_8);
    }

    @Test
    void what_was_committed_is_there_after_a_restart_with_the_same_network_and_blocks() {
        AnchorBatch batch = department.batch(300, 1);
        ledger.submit(batch).block(PATIENCE);
        var network = ledger.network();
        List<Integer> records =
                blocks().stream().map(block -> block.entries().size()).toList();

        reopen();

        assertThat(ledger.network()).isEqualTo(network);
        assertThat(blocks().stream().map(block -> block.entries().size())).isEqualTo(records);
        assertThat(get(batch)).contains(batch.batch().header().root().hex());
        assertThat(ledger.submit(batch).block(PATIENCE)).isEqualTo(Outcome.SAME);
    }

    @Test
    void the_same_batch_from_many_threads_is_recorded_once() {
        AnchorBatch batch = department.batch(5, 2);

        List<Outcome> outcomes = Flux.range(0, 50)
                .flatMap(i -> ledger.submit(batch), 50)
                .collectList()
                .block(PATIENCE);

        assertThat(outcomes).containsOnlyOnce(Outcome.CHANGED).hasSize(50);
        assertThat(blocks().stream().mapToInt(block -> block.entries().size()).sum())
                .isEqualTo(4);
    }

    @Test
    void many_batches_share_blocks_and_none_is_lost() {
        Flux.fromStream(IntStream.range(0, 60).mapToObj(i -> department.batch(3, 100 + i)))
                .flatMap(ledger::submit, 60)
                .blockLast(PATIENCE);

        assertThat(blocks().stream().mapToInt(block -> block.entries().size()).sum())
                .isEqualTo(63);
        reopen();
        assertThat(blocks().stream().mapToInt(block -> block.entries().size()).sum())
                .isEqualTo(63);
    }

    @Test
    void a_refused_transaction_tells_the_contracts_code_and_leaves_no_block() {
        long height = java.util.Objects.requireNonNull(ledger.height().block(PATIENCE));

        assertThatThrownBy(() -> ledger.submit(new RegisterAuthority(department.code(), "另一个局"))
                        .block(PATIENCE))
                .isInstanceOfSatisfying(LedgerException.class, e -> {
                    assertThat(e.kind()).isEqualTo(LedgerException.Kind.REFUSED);
                    assertThat(e.code()).startsWith("REGISTRY_");
                });
        assertThat(ledger.height().block(PATIENCE)).isEqualTo(height);
    }

    @Test
    void a_block_that_was_cut_off_by_a_crash_is_forgotten_and_the_rest_stands() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        ledger.submit(department.batch(1, 3)).block(PATIENCE);
        byte[] more = Files.readAllBytes(file);
        ledger.close();

        for (int length : new int[] {whole.length + 1, whole.length + 8, more.length - 1, -more.length}) {
            // a negative length: what the file system made longer, but did not write
            byte[] torn = Arrays.copyOf(length < 0 ? whole : more, Math.abs(length));
            Files.write(file, torn);
            ledger = EmbeddedLedger.open(file, new SecureRandom());
            assertThat(ledger.height().block(PATIENCE)).isEqualTo(4);
            assertThat(ledger.submit(department.batch(1, 3)).block(PATIENCE)).isEqualTo(Outcome.CHANGED);
            ledger.close();
            assertThat(Files.size(file)).isGreaterThan(whole.length);
        }
    }

    @Test
    void every_changed_byte_of_a_block_is_noticed_and_the_block_is_named() throws IOException {
        ledger.submit(department.batch(1, 4)).block(PATIENCE);
        byte[] good = Files.readAllBytes(file);
        ledger.close();
        int first = 8 + (good[2] & 0xff) * 256 + (good[3] & 0xff) + 32;

        for (int i = 0; i < first; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            assertThat(openCode()).as("byte %d", i).isEqualTo("LEDGER_DAMAGED");
        }
    }

    private String openCode() {
        try (EmbeddedLedger opened = EmbeddedLedger.open(file, new SecureRandom())) {
            return "OPENED at " + opened.height().block(PATIENCE);
        } catch (LedgerException e) {
            return String.valueOf(e.getMessage()).contains("block 0") ? e.code() : "ANOTHER BLOCK";
        }
    }

    @Test
    void a_second_process_gets_one_plain_sentence() {
        assertThatThrownBy(() -> EmbeddedLedger.open(file, new SecureRandom()))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo("LEDGER_LOCKED"));
    }

    @Test
    void whoever_submits_while_it_closes_is_answered() {
        AnchorBatch batch = department.batch(1, 6);
        var answers = Flux.range(0, 20_000)
                .parallel(4)
                .runOn(Schedulers.boundedElastic())
                .flatMap(i -> ledger.submit(batch).materialize())
                .sequential()
                .count()
                .toFuture();

        ledger.close();

        assertThat(answers).succeedsWithin(PATIENCE).isEqualTo(20_000L);
    }

    @Test
    void after_the_close_nothing_is_taken() {
        ledger.close();

        assertThatThrownBy(() -> ledger.submit(department.batch(1, 5)).block(PATIENCE))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.UNAVAILABLE));
    }
}
