package org.zhaoku.gateway.ledger.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.chaincode.Contracts;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.CommandKind;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.chaincode.ledger.ContractException;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
import org.zhaoku.gateway.ledger.PreparedTransaction;
import org.zhaoku.gateway.ledger.Submitter;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.sm.Sm3;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * The embedded ledger. One thread takes what was submitted, runs the contracts, and writes a block for all that waited
 * meanwhile; nothing is answered before the block is on the disk.
 */
public final class EmbeddedLedger implements Ledger, AutoCloseable {
    /** The one region of an embedded ledger. */
    public static final String REGION = "EmbeddedMSP";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedLedger.class);

    private final ConcurrentSkipListMap<String, Bytes> state = new ConcurrentSkipListMap<>();
    private final Sinks.Many<LedgerBlock> blocks = Sinks.many().replay().all();
    private final BlockingQueue<Submission> queue = new LinkedBlockingQueue<>();
    private final BlockFile file;
    private final Network network;
    private final Thread writer;
    private volatile boolean closing;
    private volatile long height;

    private record Submission(Command command, MonoSink<Outcome> answer) {}

    private EmbeddedLedger(BlockFile file, Network network) {
        this.file = file;
        this.network = network;
        this.writer = new Thread(this::write, "embedded-ledger");
        writer.setDaemon(true);
    }

    /**
     * Opens the ledger in {@code path}, or makes it, with a network name of its own.
     *
     * @throws LedgerException with code LEDGER_LOCKED or LEDGER_DAMAGED
     */
    public static EmbeddedLedger open(Path path, SecureRandom random) {
        List<EmbeddedBlock> found = new ArrayList<>();
        BlockFile file = BlockFile.open(path, found::add);
        try {
            if (found.isEmpty()) {
                found.add(firstBlock(random));
                file.append(found.get(0));
            }
        } catch (IOException e) {
            file.close();
            throw new LedgerException(
                    Kind.UNAVAILABLE, "LEDGER_UNAVAILABLE", "the embedded ledger cannot be written", e);
        }
        var ledger = new EmbeddedLedger(file, new Network(found.get(0).network()));
        found.forEach(ledger::apply);
        ledger.writer.start();
        return ledger;
    }

    // two embedded ledgers are two networks: nothing that was signed for one counts on the other
    private static EmbeddedBlock firstBlock(SecureRandom random) {
        byte[] name = new byte[4];
        random.nextBytes(name);
        return new EmbeddedBlock(
                0, EmbeddedBlock.NO_PREVIOUS, "embedded-" + HexFormat.of().formatHex(name), List.of());
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public String region() {
        return REGION;
    }

    @Override
    public boolean shared() {
        return false;
    }

    /** The envelope is the command: CBOR {1: function, 2: argument}. */
    @Override
    public Mono<PreparedTransaction> prepare(Command command) {
        return Mono.fromSupplier(() -> {
            Bytes envelope = Cbor.map()
                    .put(1, Cbor.of(command.kind().function()))
                    .put(2, Cbor.of(command.encode()))
                    .build()
                    .encode();
            return new PreparedTransaction(Sm3.digest(envelope).hex(), envelope);
        });
    }

    private static Command command(PreparedTransaction transaction) {
        var map = new CborMapReader("envelope", Cbor.decode(transaction.envelope()));
        String function = map.text(1);
        Bytes argument = map.bytes(2);
        map.end();
        return CommandKind.ofFunction(function)
                .orElseThrow(() -> new IllegalArgumentException("the envelope is not of this ledger"))
                .decode(argument);
    }

    @Override
    public Mono<Outcome> submit(PreparedTransaction transaction) {
        return Mono.fromCallable(() -> command(transaction)).flatMap(this::enqueue);
    }

    private Mono<Outcome> enqueue(Command command) {
        return Mono.create(answer -> {
            queue.add(new Submission(command, answer));
            if (closing) {
                // the writer may have looked for the last time already
                refuseAll();
            }
        });
    }

    private void refuseAll() {
        for (Submission left = queue.poll(); left != null; left = queue.poll()) {
            left.answer().error(unavailable(null));
        }
    }

    @Override
    public Mono<Bytes> query(String function, String... arguments) {
        return Mono.fromCallable(() -> Contracts.query(
                        new StateView(network, state),
                        function,
                        Stream.of(arguments).map(Bytes::utf8).toList()))
                .onErrorMap(ContractException.class, EmbeddedLedger::refused);
    }

    @Override
    public Mono<Long> height() {
        return Mono.fromSupplier(() -> height);
    }

    @Override
    public Flux<LedgerBlock> blocks(long from) {
        return blocks.asFlux().filter(block -> block.number() >= from);
    }

    private void write() {
        try {
            while (!closing) {
                List<Submission> taken = new ArrayList<>(List.of(queue.take()));
                queue.drainTo(taken, EmbeddedBlock.MAX_TRANSACTIONS - 1);
                commit(taken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // after a failed write nothing is known of the disk: no more blocks from this process
            LOG.error(
                    "the embedded ledger cannot be written and stops: {}",
                    e.getClass().getSimpleName());
        } finally {
            closing = true;
            refuseAll();
        }
    }

    private void commit(List<Submission> submissions) throws IOException {
        var draft = new BlockDraft(network, state);
        List<Runnable> answers = new ArrayList<>();
        for (Submission submission : submissions) {
            try {
                Outcome outcome = draft.run(submission.command());
                answers.add(() -> submission.answer().success(outcome));
            } catch (ContractException e) {
                answers.add(() -> submission.answer().error(refused(e)));
            }
        }
        try {
            if (!draft.transactions().isEmpty()) {
                var block = new EmbeddedBlock(file.height(), file.previous(), network.name(), draft.transactions());
                file.append(block);
                apply(block);
            }
        } catch (IOException | RuntimeException e) {
            submissions.forEach(submission -> submission.answer().error(unavailable(e)));
            throw e;
        }
        answers.forEach(Runnable::run);
    }

    private void apply(EmbeddedBlock block) {
        List<LedgerBlock.Entry> records = new ArrayList<>();
        for (int i = 0; i < block.transactions().size(); i++) {
            EmbeddedBlock.Transaction transaction = block.transactions().get(i);
            state.putAll(transaction.writes());
            var position = new Position(block.number(), i);
            transaction
                    .event()
                    .ifPresent(event -> records.add(
                            new LedgerBlock.Entry(position, Submitter.sole(REGION), event.name(), event.payload())));
        }
        height = block.number() + 1;
        blocks.emitNext(new LedgerBlock(block.number(), records), Sinks.EmitFailureHandler.FAIL_FAST);
    }

    private static LedgerException refused(ContractException e) {
        return new LedgerException(Kind.REFUSED, e.code().name(), e.getMessage(), e);
    }

    private static LedgerException unavailable(@Nullable Throwable cause) {
        return new LedgerException(Kind.UNAVAILABLE, "LEDGER_UNAVAILABLE", "the embedded ledger is not running", cause);
    }

    /** Ends the writer; what waits is answered with an error. */
    @Override
    public void close() {
        closing = true;
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
