package org.zhaoku.gateway.drill;

import com.google.protobuf.InvalidProtocolBufferException;
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
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;

/** The blocks of one region's own peer, asked for one by one with its system chaincode {@code qscc}. */
public final class PeerBlocks implements AutoCloseable {
    private final ManagedChannel connection;
    private final Gateway gateway;
    private final String channel;

    /** @param file the properties that the network wrote for the region's gateway: its own peer is the first */
    public PeerBlocks(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            this.channel = properties.getProperty("zhaoku.fabric.channel");
            this.connection = Grpc.newChannelBuilder(
                            properties.getProperty("zhaoku.fabric.peers[0].endpoint"),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(Path.of(properties.getProperty("zhaoku.fabric.peers[0].tls-ca"))
                                            .toFile())
                                    .build())
                    .overrideAuthority(properties.getProperty("zhaoku.fabric.peers[0].authority"))
                    .build();
            this.gateway = connect(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Gateway connect(Properties properties) throws IOException, GeneralSecurityException {
        try (Reader certificate =
                        Files.newBufferedReader(Path.of(properties.getProperty("zhaoku.fabric.certificate")));
                Reader key = Files.newBufferedReader(Path.of(properties.getProperty("zhaoku.fabric.private-key")))) {
            return Gateway.newInstance()
                    .identity(new X509Identity(
                            properties.getProperty("zhaoku.fabric.msp-id"),
                            Identities.readX509Certificate(certificate)))
                    .signer(Signers.newPrivateKeySigner(Identities.readPrivateKey(key)))
                    .hash(Hash.SHA256)
                    .connection(connection)
                    .evaluateOptions(options -> options.withDeadlineAfter(10, TimeUnit.SECONDS))
                    .connect();
        }
    }

    Gateway gateway() {
        return gateway;
    }

    /** Number of blocks that the peer has; -1 if it does not answer. */
    public long height() {
        try {
            return BlockchainInfo.parseFrom(query("GetChainInfo", channel)).getHeight();
        } catch (GatewayException e) {
            return -1;
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks from number {@code from} up to and without {@code to}. */
    public List<Block> blocks(long from, long to) {
        List<Block> blocks = new ArrayList<>();
        try {
            for (long number = from; number < to; number++) {
                blocks.add(Block.parseFrom(query("GetBlockByNumber", channel, Long.toString(number))));
            }
            return blocks;
        } catch (GatewayException e) {
            throw new IllegalStateException("the peer does not give a block that it has", e);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] query(String function, String... arguments) throws GatewayException {
        return gateway.getNetwork(channel).getContract("qscc").evaluateTransaction(function, arguments);
    }

    @Override
    public void close() {
        gateway.close();
        connection.shutdownNow();
    }
}
