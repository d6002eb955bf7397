package org.zhaoku.chaincode.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.queryresult.KV;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateByRange;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.PutStateMetadata;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryResultBytes;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.zhaoku.chaincode.testing.Samples;
import org.zhaoku.chaincode.testing.TestLedger;
import org.zhaoku.verifier.bytes.Bytes;

/** The peer's side of the chaincode stream, over a real connection, on a ledger in memory. */
final class FakePeer implements AutoCloseable {
    private static final int SECONDS = 30;

    private final BlockingQueue<ChaincodeMessage> received = new LinkedBlockingQueue<>();
    private final ManagedChannel channel;
    private final StreamObserver<ChaincodeMessage> stream;
    private final TestLedger ledger;
    private int transactions;
    /** The state-based endorsement policies that were set, by key. */
    final Map<String, Bytes> policies = new TreeMap<>();
    /** PEM of the certificate of whoever submits. */
    String certificate = Enrolment.of("client", Optional.empty());

    /** @param patient whether to wait for a server that does not serve this peer yet */
    FakePeer(ManagedChannel channel, TestLedger ledger, boolean patient) throws Exception {
        this.channel = channel;
        this.ledger = ledger;
        var stub = ChaincodeGrpc.newStub(channel);
        this.stream = (patient ? stub.withWaitForReady() : stub).connect(new StreamObserver<>() {
            @Override
            public void onNext(ChaincodeMessage message) {
                received.add(message);
            }

            @Override
            public void onError(Throwable error) {
                received.add(ChaincodeMessage.newBuilder()
                        .setType(ChaincodeMessage.Type.UNDEFINED)
                        .setPayload(ByteString.copyFromUtf8(String.valueOf(error.getMessage())))
                        .build());
            }

            @Override
            public void onCompleted() {
                onError(new IllegalStateException("the chaincode ended the stream"));
            }
        });
        if (next().getType() != ChaincodeMessage.Type.REGISTER) {
            throw new AssertionError("expected REGISTER first");
        }
        send(ChaincodeMessage.Type.REGISTERED, "", ByteString.EMPTY);
        send(ChaincodeMessage.Type.READY, "", ByteString.EMPTY);
    }

    /** Runs a transaction of {@code region}; what it wrote is committed if it succeeds. */
    Response invoke(String region, String function, Bytes... arguments) throws Exception {
        String id = "tx" + ++transactions;
        TestLedger.Transaction transaction = ledger.begin(region);
        var input = ChaincodeInput.newBuilder().addArgs(ByteString.copyFromUtf8(function));
        Stream.of(arguments).forEach(argument -> input.addArgs(wrap(argument)));
        stream.onNext(ChaincodeMessage.newBuilder()
                .setType(ChaincodeMessage.Type.TRANSACTION)
                .setTxid(id)
                .setChannelId(Samples.NETWORK.name())
                .setPayload(input.build().toByteString())
                .setProposal(proposal(region))
                .build());
        while (true) {
            ChaincodeMessage message = next();
            if (message.getType() == ChaincodeMessage.Type.COMPLETED) {
                return complete(transaction, message);
            }
            send(ChaincodeMessage.Type.RESPONSE, id, answer(transaction, message));
        }
    }

    private static Response complete(TestLedger.Transaction transaction, ChaincodeMessage message) throws Exception {
        var response = Response.parseFrom(message.getPayload());
        if (response.getStatus() == 200) {
            ChaincodeEvent event = message.getChaincodeEvent();
            if (!event.getEventName().isEmpty()) {
                transaction.emit(
                        event.getEventName(), Bytes.of(event.getPayload().toByteArray()));
            }
            transaction.commit();
        }
        return response;
    }

    private ByteString answer(TestLedger.Transaction transaction, ChaincodeMessage message)
            throws InvalidProtocolBufferException {
        ByteString payload = message.getPayload();
        return switch (message.getType()) {
            case GET_STATE ->
                transaction
                        .get(GetState.parseFrom(payload).getKey())
                        .map(FakePeer::wrap)
                        .orElse(ByteString.EMPTY);
            case PUT_STATE -> {
                var put = PutState.parseFrom(payload);
                transaction.put(put.getKey(), Bytes.of(put.getValue().toByteArray()));
                yield ByteString.EMPTY;
            }
            case PUT_STATE_METADATA -> {
                policies.put(
                        PutStateMetadata.parseFrom(payload).getKey(),
                        Bytes.of(PutStateMetadata.parseFrom(payload)
                                .getMetadata()
                                .getValue()
                                .toByteArray()));
                yield ByteString.EMPTY;
            }
            case GET_STATE_BY_RANGE -> range(transaction, GetStateByRange.parseFrom(payload));
            case QUERY_STATE_CLOSE -> QueryResponse.getDefaultInstance().toByteString();
            default -> throw new AssertionError("unexpected " + message.getType() + " " + payload.toStringUtf8());
        };
    }

    private static ByteString range(TestLedger.Transaction transaction, GetStateByRange range) {
        var results = QueryResponse.newBuilder();
        transaction.scan("").subMap(range.getStartKey(), range.getEndKey()).forEach((key, value) -> {
            var pair = KV.newBuilder().setKey(key).setValue(wrap(value)).build();
            results.addResults(QueryResultBytes.newBuilder().setResultBytes(pair.toByteString()));
        });
        return results.build().toByteString();
    }

    private SignedProposal proposal(String region) {
        MessageLite identity = SerializedIdentity.newBuilder()
                .setMspid(region)
                .setIdBytes(ByteString.copyFromUtf8(certificate))
                .build();
        var signature =
                SignatureHeader.newBuilder().setCreator(identity.toByteString()).build();
        var channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .build();
        var header = Header.newBuilder()
                .setChannelHeader(channelHeader.toByteString())
                .setSignatureHeader(signature.toByteString())
                .build();
        var proposal = Proposal.newBuilder().setHeader(header.toByteString()).build();
        return SignedProposal.newBuilder()
                .setProposalBytes(proposal.toByteString())
                .build();
    }

    private ChaincodeMessage next() throws InterruptedException {
        ChaincodeMessage message = received.poll(SECONDS, TimeUnit.SECONDS);
        if (message == null
                || List.of(ChaincodeMessage.Type.UNDEFINED, ChaincodeMessage.Type.ERROR)
                        .contains(message.getType())) {
            throw new IllegalStateException(
                    message == null ? "no answer" : message.getPayload().toStringUtf8());
        }
        return message;
    }

    private void send(ChaincodeMessage.Type type, String id, ByteString payload) {
        stream.onNext(ChaincodeMessage.newBuilder()
                .setType(type)
                .setTxid(id)
                .setChannelId(id.isEmpty() ? "" : Samples.NETWORK.name())
                .setPayload(payload)
                .build());
    }

    private static ByteString wrap(Bytes bytes) {
        return ByteString.copyFrom(bytes.toArray());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
