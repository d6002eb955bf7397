package org.zhaoku.gateway.ledger.fabric;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this gateway reaches Fabric; {@code network-config} writes such a file for each region.
 *
 * @param channel name of the channel: the network's name
 * @param chaincode name under which the contracts are committed
 * @param mspId MSP id of this region
 * @param certificate PEM file with the gateway's enrolment certificate (ECDSA: Fabric's identities are not SM2)
 * @param privateKey PEM file with its key, PKCS#8, for its owner's eyes only
 * @param peers the region's own peer first, then those of other regions, which serve while it is down
 * @param deadline the longest that each step may take
 * @param maxCalls calls to peers at once, 8 to 400: a peer takes 500 of all its clients. A quarter prepare and submit, a
 *     quarter ask, half wait for commits
 * @param maxQueue calls of each of these three kinds that may wait; beyond, they fail with LEDGER_QUEUE_FULL
 * @param streamCheck how often a silent stream of blocks is compared with the other peers' height
 */
@Validated
@ConfigurationProperties("zhaoku.fabric")
public record FabricProperties(
        String channel,
        String chaincode,
        String mspId,
        Path certificate,
        Path privateKey,
        List<Peer> peers,
        @DefaultValue @Valid Deadline deadline,

        @DefaultValue("128") @Min(8) @Max(400) int maxCalls,

        @DefaultValue("1000") @Min(1) @Max(100_000) int maxQueue,

        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration streamCheck) {
    /**
     * One peer.
     *
     * @param endpoint host:port
     * @param tlsCa PEM file with the certificate of its TLS CA
     * @param authority host name that its TLS certificate bears
     */
    public record Peer(String endpoint, Path tlsCa, String authority) {}

    /**
     * The longest that each step may take, 100 ms to 5 minutes. Fabric's client sets none by itself.
     *
     * @param connect TCP connection to a peer
     * @param evaluate a query
     * @param endorse endorsement by all the peers that it takes
     * @param submit handing to the orderers
     * @param commit waiting until a transaction is in a block; more than the orderers need to choose another leader
     */
    public record Deadline(
            @DefaultValue("3s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
            Duration connect,

            @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
            Duration evaluate,

            @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
            Duration endorse,

            @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
            Duration submit,

            @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
            Duration commit) {}

    public FabricProperties {
        if (isMissing(channel)
                || isMissing(chaincode)
                || isMissing(mspId)
                || certificate == null
                || privateKey == null) {
            throw new IllegalArgumentException(
                    "zhaoku.ledger=fabric needs zhaoku.fabric.channel, .chaincode, .msp-id, .certificate and .private-key");
        }
        if (peers == null || peers.isEmpty()) {
            throw new IllegalArgumentException("zhaoku.ledger=fabric needs zhaoku.fabric.peers[0].endpoint and so on");
        }
        peers = List.copyOf(peers);
    }

    private static boolean isMissing(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
