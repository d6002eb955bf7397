package org.zhaoku.gateway.ledger.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The ledger on Fabric. The client's calls block, so they have threads of their own; their number also keeps this gateway far
 * below the peers' limit of 500 calls at once. When a peer fails the next one is used, another region's among them.
 */
public final class FabricLedger implements Ledger, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FabricLedger.class);
    private static final int THREADS = 64;
    private static final int QUEUE = 10_000;

    private final Scheduler calls = Schedulers.newBoundedElastic(THREADS, QUEUE, "fabric-call", 60, true);
    private final Scheduler events = Schedulers.newBoundedElastic(4, 16, "fabric-blocks", 60, true);
    private final AtomicInteger current = new AtomicInteger();
    private final FabricProperties properties;
    private final List<FabricPeer> peers;
    private final BlockParser parser;

    /** Connects lazily: a network that is down now does not keep the gateway from starting. */
    public FabricLedger(FabricProperties properties) {
        this.properties = properties;
        this.peers = properties.peers().stream()
                .map(peer -> FabricPeer.connect(properties, peer))
                .toList();
        this.parser = new BlockParser(properties.chaincode());
    }

    @Override
    public Network network() {
        return new Network(properties.channel());
    }

    @Override
    public String region() {
        return properties.mspId();
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public Mono<Outcome> submit(Command command) {
        return call(() -> submitOnce(command));
    }

    @Override
    public Mono<Bytes> query(String function, String... arguments) {
        return call(() -> Bytes.of(peer().contract().evaluateTransaction(function, arguments)));
    }

    @Override
    public Mono<Long> height() {
        return call(() -> BlockchainInfo.parseFrom(
                        peer().network().getContract("qscc").evaluateTransaction("GetChainInfo", properties.channel()))
                .getHeight());
    }

    private <T> Mono<T> call(Callable<T> call) {
        return Mono.fromCallable(call)
                .subscribeOn(calls)
                .onErrorMap(FabricLedger::translate)
                // after a start, discovery needs a few seconds to know of the endorsers; a lost race only has to be run
                // again
                .doOnError(FabricLedger::unavailable, e -> nextPeer())
                .retryWhen(Retry.backoff(6, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(3))
                        .filter(FabricLedger::unavailable)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
    }

    private static boolean unavailable(Throwable e) {
        return e instanceof LedgerException ledger && ledger.kind() == Kind.UNAVAILABLE;
    }

    private static Throwable translate(Throwable e) {
        if (e instanceof LedgerException) {
            return e;
        }
        if (e instanceof GatewayException gateway) {
            return FabricErrors.notOrdered(gateway);
        }
        return FabricErrors.unavailable(e);
    }

    private Outcome submitOnce(Command command) throws EndorseException, InvalidProtocolBufferException {
        Transaction transaction = peer().contract()
                .newProposal(command.kind().function())
                .addArguments(command.encode().toArray())
                .build()
                .endorse();
        Outcome outcome = Outcome.decode(Bytes.of(transaction.getResult()));
        if (outcome == Outcome.SAME) {
            return outcome; // the endorsers' committed state has it: there is nothing to order
        }
        Status status;
        try {
            status = transaction.submitAsync().getStatus();
        } catch (SubmitException | CommitStatusException | StatusRuntimeException e) {
            status = again(transaction, e);
        }
        if (!status.isSuccessful()) {
            throw FabricErrors.invalid(status);
        }
        return outcome;
    }

    /**
     * In doubt: sends the same envelope once more, through the next peer. If it was committed the status is that of the first
     * time; if it was lost it is committed now.
     */
    private Status again(Transaction transaction, Exception first) throws InvalidProtocolBufferException {
        LOG.warn("a transaction is in doubt and is sent again: {}", first.getMessage());
        nextPeer();
        try {
            return peer().gateway()
                    .newTransaction(transaction.getBytes())
                    .submitAsync()
                    .getStatus();
        } catch (SubmitException | CommitStatusException | StatusRuntimeException e) {
            throw FabricErrors.inDoubt(e);
        }
    }

    @Override
    public Flux<LedgerBlock> blocks(long from) {
        return Flux.<LedgerBlock>create(sink -> read(from, sink), FluxSink.OverflowStrategy.BUFFER)
                .subscribeOn(events, false);
    }

    private void read(long from, FluxSink<LedgerBlock> sink) {
        try (CloseableIterator<Block> blocks = peer().network()
                .newBlockEventsRequest()
                .startBlock(from)
                .build()
                .getEvents()) {
            sink.onDispose(blocks::close);
            while (!sink.isCancelled() && blocks.hasNext()) {
                sink.next(parser.parse(blocks.next()));
            }
            sink.error(FabricErrors.unavailable(new IllegalStateException("the peer ended the stream of blocks")));
        } catch (GatewayRuntimeException | StatusRuntimeException | InvalidProtocolBufferException e) {
            nextPeer();
            sink.error(FabricErrors.unavailable(e));
        }
    }

    private FabricPeer peer() {
        return peers.get(Math.floorMod(current.get(), peers.size()));
    }

    private void nextPeer() {
        current.incrementAndGet();
        LOG.info("going over to {}", peer());
    }

    @Override
    public void close() {
        events.dispose();
        calls.dispose();
        peers.forEach(FabricPeer::close);
    }
}
