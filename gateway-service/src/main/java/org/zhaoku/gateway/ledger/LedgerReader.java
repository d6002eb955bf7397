package org.zhaoku.gateway.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Takes the blocks in order, each once: first those in the file, then those of the ledger from the next on. A block is in the file
 * before it counts. While the reader is behind, blocks are written in groups.
 */
final class LedgerReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerReader.class);
    private static final int MAX_GROUP_BLOCKS = 64;
    private static final long MAX_GROUP_BYTES = 4 << 20;
    /** So many blocks without a record may have to be read again after a restart. */
    private static final int MAX_REREAD = 100;
    /** More than a ledger gives itself for an answer: after it a new question is better than the old one. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Path path;
    private final LedgerAlarms alarms;
    private final Consumer<LedgerBlock.Entry> consumer;
    // not newSingle: its threads must not block, and reading a block may
    private final Scheduler thread = Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "ledger-reader", 60, true);
    private final Sinks.One<Boolean> caughtUp = Sinks.one();
    private final List<LedgerBlock> group = new ArrayList<>();
    private long groupBytes;
    private volatile long next;
    private @Nullable RecordFile file;
    private @Nullable Disposable subscription;

    LedgerReader(Ledger ledger, Path path, LedgerAlarms alarms, Consumer<LedgerBlock.Entry> consumer) {
        this.ledger = ledger;
        this.path = path;
        this.alarms = alarms;
        this.consumer = consumer;
    }

    void start() {
        subscription = Mono.fromRunnable(this::replay)
                .subscribeOn(thread)
                .thenMany(Flux.defer(this::follow))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(5))
                        .transientErrors(true))
                .subscribe();
    }

    /** Completes when all that was on the ledger at start has been read. */
    Mono<Void> caughtUp() {
        return caughtUp.asMono().then();
    }

    boolean isCaughtUp() {
        return Boolean.TRUE.equals(caughtUp.scan(Scannable.Attr.TERMINATED));
    }

    /** Number of the next block. */
    long next() {
        return next;
    }

    private void replay() {
        if (file != null) {
            return;
        }
        try {
            RecordFile opened = open();
            long start = System.nanoTime();
            long[] count = new long[1];
            opened.readAll(saved -> {
                count[0] += saved.entries().size();
                saved.entries().forEach(consumer);
            });
            next = opened.next();
            file = opened;
            LOG.info(
                    "{} records were read from the file in {} ms; the ledger is read from block {} on",
                    count[0],
                    (System.nanoTime() - start) / 1_000_000,
                    next);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private RecordFile open() throws IOException {
        try {
            return RecordFile.open(path, ledger.network());
        } catch (FramedFile.DamagedException e) {
            alarms.raise(
                    "RECORDS_UNUSABLE",
                    Optional.empty(),
                    ledger.region(),
                    "the file of records is put aside and made anew from block 0: " + e.getMessage());
            return RecordFile.replace(path, ledger.network());
        }
    }

    private IllegalStateException unusable(IOException e) {
        alarms.raise(
                "RECORDS_UNWRITABLE",
                Optional.empty(),
                ledger.region(),
                "the file of records cannot be read or written (" + e.getClass().getSimpleName()
                        + "); make room, look at its permissions");
        return new IllegalStateException("the file of records", e);
    }

    private Flux<LedgerBlock> follow() {
        group.clear();
        groupBytes = 0;
        return ledger.height()
                .timeout(PATIENCE)
                .publishOn(thread)
                .doOnNext(this::noteHeight)
                .flatMapMany(height -> ledger.blocks(next).publishOn(thread).doOnNext(block -> take(block, height)))
                .doOnError(e -> LOG.warn(
                        "reading the ledger stopped at block {}: {}",
                        next,
                        e.getClass().getSimpleName()));
    }

    private void noteHeight(long height) {
        if (next >= height) {
            caughtUp.tryEmitValue(true);
        }
    }

    private void take(LedgerBlock block, long height) {
        long expected = next + group.size();
        if (block.number() < expected) {
            return; // delivered again
        }
        checkOrder(block, expected);
        group.add(block);
        groupBytes += block.entries().stream()
                .mapToLong(entry -> entry.payload().size())
                .sum();
        if (block.number() + 1 >= height || group.size() >= MAX_GROUP_BLOCKS || groupBytes >= MAX_GROUP_BYTES) {
            commit();
            noteHeight(height);
        }
    }

    /** Each block follows the former, and in it each transaction; whoever delivers others is not read from. */
    private void checkOrder(LedgerBlock block, long expected) {
        int transaction = -1;
        boolean inOrder = block.number() == expected;
        for (LedgerBlock.Entry entry : block.entries()) {
            inOrder &= entry.position().block() == block.number()
                    && entry.position().transaction() > transaction;
            transaction = entry.position().transaction();
        }
        if (!inOrder) {
            alarms.raise(
                    "BLOCK_OUT_OF_ORDER",
                    Optional.empty(),
                    ledger.region(),
                    "expected block " + expected + " with its transactions in order, got block " + block.number());
            throw new IllegalStateException("block " + block.number() + " does not follow");
        }
    }

    private void commit() {
        long following = next + group.size();
        RecordFile open = file;
        boolean records = group.stream().anyMatch(block -> !block.entries().isEmpty());
        if (open != null && (records || following - open.next() >= MAX_REREAD)) {
            try {
                open.append(group);
            } catch (IOException e) {
                throw unusable(e);
            }
        }
        group.forEach(block -> block.entries().forEach(consumer));
        next = following;
        group.clear();
        groupBytes = 0;
    }

    @Override
    public void close() {
        if (thread.isDisposed()) {
            return;
        }
        Disposable running = subscription;
        if (running != null) {
            running.dispose();
        }
        // behind whatever the reader is doing
        thread.schedule(() -> {
            RecordFile open = file;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    LOG.warn(
                            "the file of records did not close cleanly: {}",
                            e.getClass().getSimpleName());
                }
            }
        });
        thread.disposeGracefully().block(Duration.ofSeconds(5));
    }
}
