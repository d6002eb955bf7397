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
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.zhaoku.chaincode.command.Command;
import org.zhaoku.gateway.ledger.fabric.FabricProperties;
import org.zhaoku.verifier.bytes.Bytes;

/** Fabric's own client with its steps apart, so that a test chooses the endorsers and holds envelopes back. */
public final class FabricClient implements AutoCloseable {
    private static final String PREFIX = "zhaoku.fabric";

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
    public static FabricClient of(FabricNetwork network, String region) {
        return new FabricClient(bind(settings(network, region)));
    }

    /** With another identity of the region. */
    static FabricClient of(FabricNetwork network, String region, Path msp) {
        Properties settings = settings(network, region);
        settings.setProperty(
                PREFIX + ".certificate",
                msp.resolve("signcerts").resolve("cert.pem").toString());
        settings.setProperty(
                PREFIX + ".private-key",
                msp.resolve("keystore").resolve("priv_sk").toString());
        return new FabricClient(bind(settings));
    }

    /** With the identity of the region's gateway, through the peer of another region. */
    static FabricClient through(FabricNetwork network, String region, String other) {
        Properties settings = settings(network, region);
        settings(network, other).forEach((name, value) -> {
            if (name.toString().startsWith(PREFIX + ".peers[")) {
                settings.put(name, value);
            }
        });
        return new FabricClient(bind(settings));
    }

    /** What the region's gateway would read. */
    static FabricProperties properties(FabricNetwork network, String region) {
        return bind(settings(network, region));
    }

    private static Properties settings(FabricNetwork network, String region) {
        var settings = new Properties();
        try (Reader reader = Files.newBufferedReader(network.gatewayProperties(region))) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    private static FabricProperties bind(Properties settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bind(PREFIX, FabricProperties.class)
                .get();
    }

    /** @param regions MSP ids of the endorsers; without any, Fabric chooses them */
    Transaction endorse(Command command, String... regions) throws EndorseException {
        return endorse(command.kind().function(), command.encode(), regions);
    }

    /** The same of an argument that no command makes. */
    Transaction endorse(String function, Bytes argument, String... regions) throws EndorseException {
        Proposal.Builder proposal = gateway.getNetwork(properties.channel())
                .getContract(properties.chaincode())
                .newProposal(function)
                .addArguments(argument.toArray());
        if (regions.length > 0) {
            proposal.setEndorsingOrganizations(regions);
        }
        return proposal.build().endorse();
    }

    /** Sends an endorsed transaction and waits for what the peers make of it. */
    TxValidationCode submit(Transaction transaction) throws SubmitException, CommitStatusException {
        return transaction.submitAsync().getStatus().getCode();
    }

    /** @param regions MSP ids of the endorsers; without any, Fabric chooses them */
    public TxValidationCode submit(Command command, String... regions)
            throws EndorseException, SubmitException, CommitStatusException {
        return submit(endorse(command, regions));
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
    }
}
