package org.zhaoku.gateway.ledger.fabric;

import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Connections to peers, made when they are first used: a network that is down does not keep the gateway from starting. */
final class FabricChannels {
    /** Fabric's peers refuse pings that come more often than once a minute. */
    private static final int KEEP_ALIVE_SECONDS = 70;

    private static final int KEEP_ALIVE_TIMEOUT_SECONDS = 10;

    private FabricChannels() {}

    /** @throws IllegalArgumentException if the TLS CA's file cannot be read */
    static ManagedChannel tls(FabricProperties properties, FabricProperties.Peer peer) {
        try {
            return NettyChannelBuilder.forTarget(
                            peer.endpoint(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(peer.tlsCa().toFile())
                                    .build())
                    .overrideAuthority(peer.authority())
                    .withOption(
                            ChannelOption.CONNECT_TIMEOUT_MILLIS,
                            Math.toIntExact(properties.deadline().connect().toMillis()))
                    .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                    .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .build();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the TLS CA of " + peer.endpoint() + " cannot be read (zhaoku.fabric.peers[].tls-ca): "
                            + e.getMessage(),
                    e);
        }
    }
}
