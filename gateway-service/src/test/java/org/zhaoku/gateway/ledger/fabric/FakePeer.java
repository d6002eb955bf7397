package org.zhaoku.gateway.ledger.fabric;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.jspecify.annotations.Nullable;
import org.zhaoku.chaincode.command.Outcome;

/** A peer's gateway service and block service on a real connection, with faults on order. */
final class FakePeer implements AutoCloseable {
    enum Stage {
        ENDORSE,
        SUBMIT,
        COMMIT,
        EVALUATE,
        DELIVER
    }

    /** What goes wrong; {@code effect} is what the peer would have done. */
    @FunctionalInterface
    interface Fault {
        void meet(StreamObserver<?> client, Runnable effect);
    }

    private final FakeFabric fabric;
    private final Map<Stage, Queue<Fault>> faults = new EnumMap<>(Stage.class);
    private final Map<Stage, Integer> calls = new EnumMap<>(Stage.class);
    private final Server server;
    private final String endpoint;
    private Outcome outcome = Outcome.CHANGED;
    private volatile boolean stopped;
    private volatile long claimed;
    private volatile ByteString lastCreator = ByteString.EMPTY;

    FakePeer(FakeFabric fabric) {
        this.fabric = fabric;
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(new GatewayService())
                    .addService(new BlockService())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        endpoint = "127.0.0.1:" + server.getPort();
    }

    static Fault error(Code code, String description, ErrorDetail... details) {
        return (client, effect) -> client.onError(exception(code, description, details));
    }

    /** It is done, but the answer is lost. */
    static Fault lostAnswer() {
        return (client, effect) -> {
            effect.run();
            client.onError(exception(Code.UNAVAILABLE, "Network closed for unknown reason"));
        };
    }

    static Fault hang() {
        return (client, effect) -> {};
    }

    private static Throwable exception(Code code, String description, ErrorDetail... details) {
        var status = com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(description);
        List.of(details).forEach(detail -> status.addDetails(Any.pack(detail)));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    static ErrorDetail detail(String mspId, String message) {
        return ErrorDetail.newBuilder()
                .setAddress("127.0.0.1:1")
                .setMspId(mspId)
                .setMessage(message)
                .build();
    }

    /** The next call of this stage fails so. */
    synchronized FakePeer next(Stage stage, Fault fault) {
        faults.computeIfAbsent(stage, none -> new ArrayDeque<>()).add(fault);
        return this;
    }

    synchronized void answers(Outcome answer) {
        outcome = answer;
    }

    /** Hangs as a process does that was stopped by a signal: connections stay, nothing is answered. */
    void stop() {
        stopped = true;
    }

    void resume() {
        stopped = false;
    }

    /** Lies about its height. */
    void claims(long height) {
        claimed = height;
    }

    synchronized int calls(Stage stage) {
        return calls.getOrDefault(stage, 0);
    }

    String endpoint() {
        return endpoint;
    }

    static ManagedChannel connect(FabricProperties.Peer peer) {
        return NettyChannelBuilder.forTarget(peer.endpoint()).usePlaintext().build();
    }

    private void answer(Stage stage, StreamObserver<?> client, Runnable effect, Runnable reply) {
        Fault fault = met(stage);
        if (fault == null) {
            effect.run();
            reply.run();
        } else {
            fault.meet(client, effect);
        }
    }

    private synchronized @Nullable Fault met(Stage stage) {
        calls.merge(stage, 1, Integer::sum);
        return stopped ? hang() : faults.getOrDefault(stage, new ArrayDeque<>()).poll();
    }

    private static <T> void send(StreamObserver<T> client, T reply) {
        client.onNext(reply);
        client.onCompleted();
    }

    /** Who asked last for an endorsement. */
    ByteString lastCreator() {
        return lastCreator;
    }

    private final class GatewayService extends GatewayGrpc.GatewayImplBase {
        @Override
        public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> client) {
            answer(
                    Stage.ENDORSE,
                    client,
                    () -> lastCreator = creator(request),
                    () -> send(
                            client,
                            EndorseResponse.newBuilder()
                                    .setPreparedTransaction(endorsed(request))
                                    .build()));
        }

        private static ByteString creator(EndorseRequest request) {
            try {
                Proposal proposal =
                        Proposal.parseFrom(request.getProposedTransaction().getProposalBytes());
                return SignatureHeader.parseFrom(
                                Header.parseFrom(proposal.getHeader()).getSignatureHeader())
                        .getCreator();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException(e);
            }
        }

        private Envelope endorsed(EndorseRequest request) {
            var action = ChaincodeAction.newBuilder()
                    .setResponse(Response.newBuilder()
                            .setStatus(200)
                            .setPayload(ByteString.copyFrom(outcome.encode().toArray())));
            var response = ProposalResponsePayload.newBuilder()
                    .setExtension(action.build().toByteString());
            var payload = ChaincodeActionPayload.newBuilder()
                    .setAction(ChaincodeEndorsedAction.newBuilder()
                            .setProposalResponsePayload(response.build().toByteString()));
            var transaction = Transaction.newBuilder()
                    .addActions(TransactionAction.newBuilder()
                            .setPayload(payload.build().toByteString()));
            var header = ChannelHeader.newBuilder()
                    .setChannelId(request.getChannelId())
                    .setTxId(request.getTransactionId());
            return Envelope.newBuilder()
                    .setPayload(Payload.newBuilder()
                            .setHeader(Header.newBuilder()
                                    .setChannelHeader(header.build().toByteString()))
                            .setData(transaction.build().toByteString())
                            .build()
                            .toByteString())
                    .build();
        }

        @Override
        public void submit(SubmitRequest request, StreamObserver<SubmitResponse> client) {
            answer(
                    Stage.SUBMIT,
                    client,
                    () -> fabric.order(request.getPreparedTransaction()),
                    () -> send(client, SubmitResponse.getDefaultInstance()));
        }

        @Override
        public void commitStatus(SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> client) {
            answer(
                    Stage.COMMIT,
                    client,
                    () -> {},
                    () -> fabric.whenCommitted(
                            transactionId(request),
                            code -> send(
                                    client,
                                    CommitStatusResponse.newBuilder()
                                            .setResult(code)
                                            .build())));
        }

        private static String transactionId(SignedCommitStatusRequest request) {
            try {
                return CommitStatusRequest.parseFrom(request.getRequest()).getTransactionId();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> client) {
            answer(Stage.EVALUATE, client, () -> {}, () -> evaluate(spec(request), client));
        }

        private static ChaincodeSpec spec(EvaluateRequest request) {
            try {
                var proposal =
                        Proposal.parseFrom(request.getProposedTransaction().getProposalBytes());
                return ChaincodeInvocationSpec.parseFrom(ChaincodeProposalPayload.parseFrom(proposal.getPayload())
                                .getInput())
                        .getChaincodeSpec();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException(e);
            }
        }

        private void evaluate(ChaincodeSpec spec, StreamObserver<EvaluateResponse> client) {
            String function = spec.getInput().getArgs(0).toStringUtf8();
            switch (function) {
                case "GetChainInfo" ->
                    reply(
                            client,
                            BlockchainInfo.newBuilder()
                                    .setHeight(Math.max(claimed, fabric.height()))
                                    .build()
                                    .toByteString());
                case "GetTransactionByID" ->
                    fabric.code(spec.getInput().getArgs(2).toStringUtf8())
                            .ifPresentOrElse(
                                    code -> reply(
                                            client,
                                            ProcessedTransaction.newBuilder()
                                                    .setValidationCode(code.getNumber())
                                                    .build()
                                                    .toByteString()),
                                    () -> client.onError(exception(
                                            Code.UNKNOWN,
                                            "evaluate call to endorser returned error: chaincode response 500, Failed to"
                                                    + " get transaction with id x, error no such transaction ID [x]"
                                                    + " in index")));
                default -> reply(client, ByteString.copyFromUtf8(function));
            }
        }

        private static void reply(StreamObserver<EvaluateResponse> client, ByteString payload) {
            send(
                    client,
                    EvaluateResponse.newBuilder()
                            .setResult(Response.newBuilder().setStatus(200).setPayload(payload))
                            .build());
        }
    }

    private final class BlockService extends DeliverGrpc.DeliverImplBase {
        @Override
        public StreamObserver<Envelope> deliver(StreamObserver<DeliverResponse> client) {
            // otherwise a block for a reader who left would be an error here
            ((ServerCallStreamObserver<DeliverResponse>) client).setOnCancelHandler(() -> {});
            return new StreamObserver<>() {
                @Override
                public void onNext(Envelope request) {
                    answer(
                            Stage.DELIVER,
                            client,
                            () -> {},
                            () -> fabric.follow(from(request), block -> {
                                if (!stopped) {
                                    client.onNext(DeliverResponse.newBuilder()
                                            .setBlock(block)
                                            .build());
                                }
                            }));
                }

                @Override
                public void onError(Throwable closed) {}

                @Override
                public void onCompleted() {}
            };
        }

        private static long from(Envelope request) {
            try {
                return SeekInfo.parseFrom(
                                Payload.parseFrom(request.getPayload()).getData())
                        .getStart()
                        .getSpecified()
                        .getNumber();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
