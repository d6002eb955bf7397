package org.zhaoku.gateway.ledger.fabric;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How this gateway reaches Fabric; {@code network-config} writes such a file for each region.
 *
 * @param channel name of the channel: the network's name
 * @param chaincode name under which the contracts are committed
 * @param mspId MSP id of this region
 * @param certificate PEM file with the gateway's enrolment certificate (ECDSA: Fabric's identities are not SM2)
 * @param privateKey PEM file with its key, PKCS#8
 * @param peers the region's own peer first, then those of other regions, which serve while it is down
 */
@ConfigurationProperties("zhaoku.fabric")
public record FabricProperties(
        String channel, String chaincode, String mspId, Path certificate, Path privateKey, List<Peer> peers) {
    /**
     * One peer.
     *
     * @param endpoint host:port
     * @param tlsCa PEM file with the certificate of its TLS CA
     * @param authority host name that its TLS certificate bears
     */
    public record Peer(String endpoint, Path tlsCa, String authority) {}

    public FabricProperties {
        if (channel == null || chaincode == null || mspId == null || certificate == null || privateKey == null) {
            throw new IllegalArgumentException(
                    "zhaoku.ledger=fabric needs zhaoku.fabric.channel, .chaincode, .msp-id, .certificate and .private-key");
        }
        if (peers == null || peers.isEmpty()) {
            throw new IllegalArgumentException("zhaoku.ledger=fabric needs zhaoku.fabric.peers[0].endpoint and so on");
        }
        peers = List.copyOf(peers);
    }
}
