package org.zhaoku.gateway.ledger.fabric;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Which peers are well, and how many days certificates of the way to Fabric have left. Reads files: for a worker's thread. */
public final class FabricHealthIndicator implements HealthIndicator {
    private final FabricProperties properties;
    private final FabricLedger ledger;
    private final Clock clock;

    public FabricHealthIndicator(FabricProperties properties, FabricLedger ledger, Clock clock) {
        this.properties = properties;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** DOWN when no peer is well or the identity has expired: nothing can be submitted then. */
    @Override
    public Health health() {
        FabricPeers peers = ledger.peers();
        long identityDays = daysUntil(ledger.identity().current().expires());
        long others = peers.all().stream().skip(1).filter(peers::isWell).count();
        boolean own = peers.isWell(peers.all().get(0));
        Health.Builder health = (own || others > 0) && identityDays >= 0 ? Health.up() : Health.down();
        return health.withDetail("ownPeer", own)
                .withDetail("otherPeers", others)
                .withDetail("identityDaysLeft", identityDays)
                .withDetail("tlsCaDaysLeft", tlsCaDays())
                .build();
    }

    /** Of the TLS CA that expires first; one that cannot be read has none. */
    private long tlsCaDays() {
        return properties.peers().stream()
                .map(peer -> expires(peer.tlsCa()))
                .mapToLong(this::daysUntil)
                .min()
                .orElse(-1);
    }

    private static Instant expires(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(certificate ->
                            ((X509Certificate) certificate).getNotAfter().toInstant())
                    .min(Instant::compareTo)
                    .orElse(Instant.EPOCH);
        } catch (IOException | CertificateException e) {
            return Instant.EPOCH;
        }
    }

    /** Whole days; less than 0 once it has expired. */
    private long daysUntil(Instant end) {
        return Math.floorDiv(
                Duration.between(clock.instant(), end).toSeconds(),
                Duration.ofDays(1).toSeconds());
    }
}
