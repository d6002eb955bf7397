package org.zhaoku.gateway.e2e;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.gateway.ledger.fabric.FabricProperties;

/** Fabric's own client with its steps apart, so that a test chooses the endorsers and holds envelopes back. */
final class FabricClient implements AutoCloseable {
    private final FabricProperties properties;
    private final ManagedChannel channel;
    private final Gateway gateway;

    private FabricClient(FabricProperties properties) {
        this.properties = properties;
        FabricProperties.Peer peer = properties.peers().get(0);
        try (Reader certificate = Files.newBufferedReader(properties.certificate());
                Reader key = Files.newBufferedReader(properties.privateKey())) {
            channel = Grpc.newChannelBuilder(
                            peer.endpoint(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(peer.tlsCa().toFile())
                                    .build())
                    .overrideAuthority(peer.authority())
                    .build();
            gateway = Gateway.newInstance()
                    .identity(new X509Identity(properties.mspId(), Identities.readX509Certificate(certificate)))
                    .signer(Signers.newPrivateKeySigner(Identities.readPrivateKey(key)))
                    .connection(channel)
                    .endorseOptions(options -> options.withDeadlineAfter(15, TimeUnit.SECONDS))
                    .submitOptions(options -> options.withDeadlineAfter(10, TimeUnit.SECONDS))
                    .commitStatusOptions(options -> options.withDeadlineAfter(15, TimeUnit.SECONDS))
                    .connect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the identity of the region's gateway. */
    static FabricClient of(FabricNetwork network, String region) {
        return new FabricClient(properties(network, region));
    }

    /** With another identity of the region. */
    static FabricClient of(FabricNetwork network, String region, Path msp) {
        FabricProperties gateway = properties(network, region);
        return new FabricClient(new FabricProperties(
                gateway.channel(),
                gateway.chaincode(),
                gateway.mspId(),
                msp.resolve("signcerts").resolve("cert.pem"),
                msp.resolve("keystore").resolve("priv_sk"),
                gateway.peers()));
    }

    /** With the identity of the region's gateway, through the peer of another region. */
    static FabricClient through(FabricNetwork network, String region, String other) {
        FabricProperties own = properties(network, region);
        return new FabricClient(new FabricProperties(
                own.channel(),
                own.chaincode(),
                own.mspId(),
                own.certificate(),
                own.privateKey(),
                properties(network, other).peers()));
    }

    /** What the region's gateway would read. */
    static FabricProperties properties(FabricNetwork network, String region) {
        var file = new Properties();
        try (Reader reader = Files.newBufferedReader(network.gatewayProperties(region))) {
            file.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<FabricProperties.Peer> peers = new ArrayList<>();
        for (int i = 0; file.containsKey("zhaoku.fabric.peers[" + i + "].endpoint"); i++) {
            String peer = "zhaoku.fabric.peers[" + i + "]";
            peers.add(new FabricProperties.Peer(
                    file.getProperty(peer + ".endpoint"),
                    Path.of(file.getProperty(peer + ".tls-ca")),
                    file.getProperty(peer + ".authority")));
        }
        return new FabricProperties(
                file.getProperty("zhaoku.fabric.channel"),
                file.getProperty("zhaoku.fabric.chaincode"),
                file.getProperty("zhaoku.fabric.msp-id"),
                Path.of(file.getProperty("zhaoku.fabric.certificate")),
                Path.of(file.getProperty("zhaoku.fabric.private-key")),
                peers);
    }

    /** @param regions MSP ids of the endorsers; without any, Fabric chooses them */
    Transaction endorse(Command command, String... regions) throws EndorseException {
        Proposal.Builder proposal = gateway.getNetwork(properties.channel())
                .getContract(properties.chaincode())
                .newProposal(command.kind().function())
                .addArguments(command.encode().toArray());
        if (regions.length > 0) {
            proposal.setEndorsingOrganizations(regions);
        }
        return proposal.build().endorse();
    }

    /** Sends an endorsed transaction and waits for what the peers make of it. */
    TxValidationCode submit(Transaction transaction) throws SubmitException, CommitStatusException {
        return transaction.submitAsync().getStatus().getCode();
    }

    TxValidationCode submit(Command command, String... regions)
            throws EndorseException, SubmitException, CommitStatusException {
        return submit(endorse(command, regions));
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
    }
}
