package org.zhaoku.gateway.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.chaincode.command.Outcome;
import org.zhaoku.gateway.ledger.PreparedTransaction;
import org.zhaoku.verifier.bytes.Bytes;

/** One peer's gateway service: the single steps, each with its deadline. All block their thread. */
final class FabricPeer implements AutoCloseable {
    private static final String SYSTEM_CHAINCODE = "qscc";

    private final FabricProperties properties;
    private final FabricIdentity identity;
    private final String endpoint;
    private final boolean own;
    private final ManagedChannel channel;
    private volatile Connected connected;

    private record Connected(FabricIdentity.Current as, Gateway gateway) {}

    /** @param own whether it is this region's */
    FabricPeer(
            FabricProperties properties,
            FabricIdentity identity,
            String endpoint,
            boolean own,
            ManagedChannel channel) {
        this.properties = properties;
        this.identity = identity;
        this.endpoint = endpoint;
        this.own = own;
        this.channel = channel;
        this.connected = connect(identity.current());
    }

    boolean own() {
        return own;
    }

    private Connected connect(FabricIdentity.Current as) {
        FabricProperties.Deadline deadline = properties.deadline();
        return new Connected(
                as,
                Gateway.newInstance()
                        .identity(as.identity())
                        .signer(as.signer())
                        .hash(Hash.SHA256)
                        .connection(channel)
                        .evaluateOptions(within(deadline.evaluate()))
                        .endorseOptions(within(deadline.endorse()))
                        .submitOptions(within(deadline.submit()))
                        .commitStatusOptions(within(deadline.commit()))
                        .connect());
    }

    private static UnaryOperator<CallOptions> within(Duration deadline) {
        return options -> options.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** With the identity as it is now: its certificate may have been renewed. The connection stays. */
    private Connected connected() {
        FabricIdentity.Current now = identity.current();
        Connected last = connected;
        if (!last.as().stamp().equals(now.stamp())) {
            last = connect(now);
            connected = last;
        }
        return last;
    }

    /** An endorsed and signed transaction; empty if the endorsers' committed state holds the same already. */
    Optional<PreparedTransaction> endorse(Command command) throws EndorseException {
        Connected here = connected();
        Transaction endorsed = here.gateway()
                .getNetwork(properties.channel())
                .getContract(properties.chaincode())
                .newProposal(command.kind().function())
                .addArguments(command.encode().toArray())
                .build()
                .endorse();
        if (Outcome.decode(Bytes.of(endorsed.getResult())) == Outcome.SAME) {
            return Optional.empty();
        }
        try {
            // signed now: with the key that belongs to the certificate in it, which may be another one later
            Transaction signed = here.gateway()
                    .newSignedTransaction(
                            endorsed.getBytes(), here.as().signer().sign(endorsed.getDigest()));
            return Optional.of(new PreparedTransaction(signed.getTransactionId(), Bytes.of(signed.getBytes())));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException("the key of the Fabric identity does not sign", e);
        }
    }

    /** Hands it to the orderers. */
    void submit(PreparedTransaction transaction) throws SubmitException {
        connected().gateway().newTransaction(transaction.envelope().toArray()).submitAsync();
    }

    /** Waits until it is in a block, and tells what came of it there. */
    TxValidationCode status(PreparedTransaction transaction) throws CommitStatusException {
        Connected here = connected();
        var request = CommitStatusRequest.newBuilder()
                .setChannelId(properties.channel())
                .setTransactionId(transaction.id())
                .setIdentity(creator(here));
        return here.gateway()
                .newCommit(SignedCommitStatusRequest.newBuilder()
                        .setRequest(request.build().toByteString())
                        .build()
                        .toByteArray())
                .getStatus()
                .getCode();
    }

    private static ByteString creator(Connected here) {
        return org.hyperledger.fabric.protos.msp.SerializedIdentity.newBuilder()
                .setMspid(here.as().identity().getMspId())
                .setIdBytes(ByteString.copyFrom(here.as().identity().getCredentials()))
                .build()
                .toByteString();
    }

    /** What came of it, if this peer has it; does not wait. */
    Optional<TxValidationCode> find(PreparedTransaction transaction)
            throws GatewayException, InvalidProtocolBufferException {
        try {
            byte[] found = system("GetTransactionByID", properties.channel(), transaction.id());
            return Optional.ofNullable(TxValidationCode.forNumber(
                    ProcessedTransaction.parseFrom(found).getValidationCode()));
        } catch (GatewayException e) {
            if (FabricErrors.isUnknownTransaction(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Number of blocks that it has. */
    long height() throws GatewayException, InvalidProtocolBufferException {
        return BlockchainInfo.parseFrom(system("GetChainInfo", properties.channel()))
                .getHeight();
    }

    private byte[] system(String function, String... arguments) throws GatewayException {
        return connected()
                .gateway()
                .getNetwork(properties.channel())
                .getContract(SYSTEM_CHAINCODE)
                .evaluateTransaction(function, arguments);
    }

    Bytes query(String function, String... arguments) throws GatewayException {
        return Bytes.of(connected()
                .gateway()
                .getNetwork(properties.channel())
                .getContract(properties.chaincode())
                .evaluateTransaction(function, arguments));
    }

    /** The blocks from this number on, and those to come. */
    CloseableIterator<Block> blocks(long from) {
        return connected()
                .gateway()
                .getNetwork(properties.channel())
                .newBlockEventsRequest()
                .startBlock(from)
                .build()
                .getEvents();
    }

    /** Connects again at once, instead of after the pause that grows while a peer is away. */
    void reconnect() {
        channel.resetConnectBackoff();
    }

    @Override
    public void close() {
        connected.gateway().close();
        channel.shutdownNow();
    }

    @Override
    public String toString() {
        return "peer " + endpoint;
    }
}
