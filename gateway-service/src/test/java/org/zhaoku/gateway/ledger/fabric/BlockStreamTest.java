package org.zhaoku.gateway.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhaoku.gateway.ledger.fabric.FakePeer.hang;

import io.grpc.Status.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.fabric.FakePeer.Stage;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

final class BlockStreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private FakeNetwork network;
    private FabricLedger ledger;

    @BeforeEach
    void begin() {
        network = new FakeNetwork(folder, 3);
        ledger = network.ledger();
    }

    @AfterEach
    void end() {
        network.close();
    }

    /** As a reader does: what fails is read again from the next block on. */
    private Flux<Long> numbers() {
        return Flux.defer(() -> {
            var next = new long[] {0};
            return Flux.defer(() -> ledger.blocks(next[0]))
                    .doOnNext(block -> next[0] = block.number() + 1)
                    .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(50)))
                    .map(LedgerBlock::number);
        });
    }

    private void addBlocks(int count) {
        for (int i = 0; i < count; i++) {
            network.fabric.addBlock(List.of());
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(0, last).boxed().toList();
    }

    @Test
    void blocks_come_in_order_from_any_number_on_and_then_those_to_come() {
        addBlocks(4);

        List<Long> seen = ledger.blocks(2)
                .map(LedgerBlock::number)
                .doOnNext(number -> {
                    if (number == 4) {
                        addBlocks(1);
                    }
                })
                .take(4)
                .collectList()
                .block(PATIENCE);

        assertThat(seen).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void a_slow_reader_is_not_sent_more_than_it_asks_for() {
        addBlocks(500);

        ledger.blocks(0).map(LedgerBlock::number).take(3).blockLast(PATIENCE);
        List<Long> seen = ledger.blocks(0)
                .map(LedgerBlock::number)
                .publishOn(Schedulers.boundedElastic(), 2)
                .take(501)
                .collectList()
                .block(PATIENCE);

        assertThat(seen).isEqualTo(upTo(500));
    }

    @Test
    void a_peer_that_hangs_in_silence_is_noticed_and_no_block_is_missed() {
        addBlocks(3);

        List<Long> seen = numbers()
                .doOnNext(number -> {
                    if (number == 3) {
                        network.own().stop();
                        addBlocks(5);
                    }
                })
                .take(9)
                .collectList()
                .block(PATIENCE);

        assertThat(seen).isEqualTo(upTo(8));
        assertThat(network.other().calls(Stage.DELIVER)).isPositive();
    }

    @Test
    void a_stream_that_hangs_while_its_peer_answers_is_opened_again() {
        network.own().next(Stage.DELIVER, hang());
        addBlocks(3);

        assertThat(numbers().take(4).collectList().block(PATIENCE)).isEqualTo(upTo(3));
    }

    @Test
    void the_stream_goes_back_to_the_own_peer_without_a_gap() {
        network.own().next(Stage.DELIVER, FakePeer.error(Code.UNAVAILABLE, "io exception"));
        addBlocks(1);
        Flux<Long> blocks = numbers().replay().autoConnect();
        blocks.take(2).blockLast(PATIENCE);

        Flux.interval(Duration.ofMillis(20))
                .filter(tick -> network.own().calls(Stage.DELIVER) == 2)
                .blockFirst(PATIENCE);
        addBlocks(2);

        assertThat(blocks.take(4).collectList().block(PATIENCE)).isEqualTo(upTo(3));
    }

    @Test
    void one_peer_that_claims_more_blocks_than_there_are_does_not_drive_the_reader_away() {
        network.other().claims(1_000_000);
        addBlocks(1);
        Flux<Long> blocks = numbers().replay().autoConnect();
        blocks.take(2).blockLast(PATIENCE);

        Flux.interval(Duration.ofMillis(20))
                .filter(tick -> network.other().calls(Stage.EVALUATE) >= 4)
                .blockFirst(PATIENCE);

        assertThat(network.own().calls(Stage.DELIVER)).isEqualTo(1);
        assertThat(ledger.peers().best().own()).isTrue();
    }
}
