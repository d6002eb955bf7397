package org.zhaoku.gateway.ledger.fabric;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.security.InvalidKeyException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/** A connection to one peer's gateway service. Every step has a deadline: the client sets none by itself. */
final class FabricPeer implements AutoCloseable {
    private final String endpoint;
    private final ManagedChannel channel;
    private final Gateway gateway;
    private final FabricProperties properties;

    private FabricPeer(String endpoint, ManagedChannel channel, Gateway gateway, FabricProperties properties) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.gateway = gateway;
        this.properties = properties;
    }

    /** @throws IllegalArgumentException if a file of the configuration cannot be read; the message names it */
    static FabricPeer connect(FabricProperties properties, FabricProperties.Peer peer) {
        try (Reader certificate = Files.newBufferedReader(properties.certificate());
                Reader privateKey = Files.newBufferedReader(properties.privateKey())) {
            ManagedChannel channel = Grpc.newChannelBuilder(
                            peer.endpoint(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(peer.tlsCa().toFile())
                                    .build())
                    .overrideAuthority(peer.authority())
                    // Fabric's peers refuse pings that come more often than once a minute
                    .keepAliveTime(70, TimeUnit.SECONDS)
                    .keepAliveTimeout(10, TimeUnit.SECONDS)
                    .build();
            Gateway gateway = Gateway.newInstance()
                    .identity(new X509Identity(properties.mspId(), Identities.readX509Certificate(certificate)))
                    .signer(Signers.newPrivateKeySigner(Identities.readPrivateKey(privateKey)))
                    .hash(Hash.SHA256)
                    .connection(channel)
                    .evaluateOptions(options -> options.withDeadlineAfter(10, TimeUnit.SECONDS))
                    .endorseOptions(options -> options.withDeadlineAfter(15, TimeUnit.SECONDS))
                    .submitOptions(options -> options.withDeadlineAfter(10, TimeUnit.SECONDS))
                    .commitStatusOptions(options -> options.withDeadlineAfter(15, TimeUnit.SECONDS))
                    .connect();
            return new FabricPeer(peer.endpoint(), channel, gateway, properties);
        } catch (IOException | CertificateException | InvalidKeyException e) {
            throw new IllegalArgumentException(
                    "the Fabric files cannot be read (zhaoku.fabric.certificate, .private-key, .peers[].tls-ca): "
                            + e.getMessage(),
                    e);
        }
    }

    Gateway gateway() {
        return gateway;
    }

    Network network() {
        return gateway.getNetwork(properties.channel());
    }

    Contract contract() {
        return network().getContract(properties.chaincode());
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
    }

    @Override
    public String toString() {
        return "peer " + endpoint;
    }
}
