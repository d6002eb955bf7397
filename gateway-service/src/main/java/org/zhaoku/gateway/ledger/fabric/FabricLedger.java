package org.zhaoku.gateway.ledger.fabric;

import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerBlock;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.LedgerException.Kind;
import org.zhaoku.gateway.ledger.PreparedTransaction;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.Network;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * The ledger on Fabric. Each step has a deadline and goes to the best peer; what failed is tried again at the next one, a
 * bounded number of times. A transaction that was sent to be ordered is only ever sent again as the same envelope.
 */
public final class FabricLedger implements Ledger, AutoCloseable {
    /** Together some 10 s, more than discovery needs after a start to know of the endorsers. */
    private static final int ATTEMPTS = 6;

    private static final int SUBMISSIONS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(3);

    private final FabricProperties properties;
    private final FabricIdentity identity;
    private final FabricCalls calls;
    private final FabricPeers peers;
    private final BlockStream stream;

    @FunctionalInterface
    private interface PeerCall<T> {
        T on(FabricPeer peer) throws Exception;
    }

    /** @throws IllegalArgumentException if a file of the configuration cannot be used; the message names it */
    public FabricLedger(FabricProperties properties) {
        this(properties, peer -> FabricChannels.tls(properties, peer));
    }

    FabricLedger(FabricProperties properties, Function<FabricProperties.Peer, ManagedChannel> channels) {
        this.properties = properties;
        this.identity = new FabricIdentity(properties);
        List<FabricPeer> made = new ArrayList<>();
        for (FabricProperties.Peer peer : properties.peers()) {
            made.add(new FabricPeer(properties, identity, peer.endpoint(), made.isEmpty(), channels.apply(peer)));
        }
        this.peers = new FabricPeers(made);
        this.calls = new FabricCalls(properties.maxCalls(), properties.maxQueue());
        this.stream = new BlockStream(peers, calls, new BlockParser(properties.chaincode()), properties.streamCheck());
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

    FabricIdentity identity() {
        return identity;
    }

    FabricPeers peers() {
        return peers;
    }

    @Override
    public Mono<PreparedTransaction> prepare(Command command) {
        return onPeer(calls::propose, peer -> peer.endorse(command), this::notOrdered)
                .retryWhen(again(Kind.UNAVAILABLE, ATTEMPTS))
                .flatMap(Mono::justOrEmpty);
    }

    @Override
    public Mono<Outcome> submit(PreparedTransaction transaction) {
        return order(transaction)
                // what the ledger knows of it by now, before it is sent again
                .onErrorResume(
                        LedgerException.isOf(Kind.IN_DOUBT),
                        inDoubt -> find(transaction)
                                .onErrorMap(unknown -> inDoubt)
                                .switchIfEmpty(Mono.error(
                                        FabricErrors.isRefusedByOrderers(inDoubt.getCause())
                                                ? FabricErrors.envelopeRefused(inDoubt)
                                                : inDoubt)))
                .flatMap(FabricLedger::outcome)
                .retryWhen(again(Kind.IN_DOUBT, SUBMISSIONS));
    }

    private Mono<TxValidationCode> order(PreparedTransaction transaction) {
        return onPeer(
                        calls::propose,
                        peer -> {
                            peer.submit(transaction);
                            return transaction;
                        },
                        FabricLedger::inDoubt)
                .flatMap(sent -> onPeer(calls::await, peer -> peer.status(transaction), FabricLedger::inDoubt)
                        .onErrorMap(LedgerException.isOf(Kind.UNAVAILABLE), FabricErrors::inDoubt));
    }

    private Mono<TxValidationCode> find(PreparedTransaction transaction) {
        return onPeer(calls::query, peer -> peer.find(transaction), this::notOrdered)
                .flatMap(Mono::justOrEmpty);
    }

    private static Mono<Outcome> outcome(TxValidationCode code) {
        return switch (code) {
            case VALID -> Mono.just(Outcome.CHANGED);
            // a copy's code says nothing of the first one
            case DUPLICATE_TXID -> Mono.error(FabricErrors.inDoubt(new IllegalStateException(code.name())));
            default -> Mono.error(FabricErrors.invalid(code));
        };
    }

    @Override
    public Mono<Bytes> query(String function, String... arguments) {
        return onPeer(calls::query, peer -> peer.query(function, arguments), this::notOrdered)
                .retryWhen(again(Kind.UNAVAILABLE, ATTEMPTS));
    }

    @Override
    public Mono<Long> height() {
        return onPeer(calls::query, FabricPeer::height, this::notOrdered)
                .doOnNext(peers::seen)
                .retryWhen(again(Kind.UNAVAILABLE, ATTEMPTS));
    }

    @Override
    public Flux<LedgerBlock> blocks(long from) {
        return stream.from(from);
    }

    private <T> Mono<T> onPeer(
            Function<Callable<T>, Mono<T>> pool,
            PeerCall<T> call,
            BiFunction<FabricPeer, Throwable, LedgerException> meaning) {
        return Mono.defer(() -> {
            FabricPeer peer = peers.best();
            return pool.apply(() -> call.on(peer))
                    .doOnSuccess(answer -> peers.served(peer))
                    .onErrorMap(error -> error instanceof LedgerException ? error : meaning.apply(peer, error))
                    .doOnError(LedgerException.class, error -> {
                        if (FabricErrors.isOfPeer(error)) {
                            peers.failed(peer);
                        }
                    });
        });
    }

    private LedgerException notOrdered(FabricPeer peer, Throwable error) {
        return error instanceof GatewayException e
                ? FabricErrors.notOrdered(e, properties.mspId(), peer.own())
                : FabricErrors.unavailable(error);
    }

    private static LedgerException inDoubt(FabricPeer peer, Throwable error) {
        return FabricErrors.inDoubt(error);
    }

    private static RetryBackoffSpec again(Kind kind, int times) {
        return Retry.backoff(times, FIRST_PAUSE)
                .maxBackoff(MAX_PAUSE)
                .filter(error -> error instanceof LedgerException failure
                        && failure.kind() == kind
                        && !failure.code().equals(FabricErrors.QUEUE_FULL))
                .onRetryExhaustedThrow((retry, last) -> last.failure());
    }

    @Override
    public void close() {
        stream.close();
        calls.close();
        peers.close();
    }
}
