package org.zhaoku.gateway.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Flux;

/** The files of the identity, and what the health reply says of them and of the peers. */
final class FabricIdentityTest {
    @TempDir
    private Path folder;

    private FakeNetwork network;

    @BeforeEach
    void begin() {
        network = new FakeNetwork(folder, 2);
    }

    @AfterEach
    void end() {
        network.close();
    }

    private Health health(Instant now) {
        FabricLedger ledger = network.ledger();
        return new FabricHealthIndicator(network.properties(128, 10), ledger, Clock.fixed(now, ZoneOffset.UTC))
                .health();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw----r--", "rw-----w-", "rw--w----"})
    void a_private_key_that_others_can_read_or_change_is_refused(String permissions) throws IOException {
        Files.setPosixFilePermissions(network.identity.privateKey(), PosixFilePermissions.fromString(permissions));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.ledger())
                .withMessageContaining("zhaoku.fabric.certificate, .private-key")
                .withMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "rw-------", "r--r-----"})
    void a_private_key_of_its_owner_or_in_a_mounted_secret_is_read(String permissions) throws IOException {
        Files.setPosixFilePermissions(network.identity.privateKey(), PosixFilePermissions.fromString(permissions));

        assertThat(network.ledger().shared()).isTrue();
    }

    @Test
    void a_certificate_and_a_key_that_do_not_belong_together_are_refused_at_start() throws IOException {
        String key = Files.readString(network.identity.privateKey());
        IdentityFiles.write(folder, Duration.ofDays(30));
        network.identity.replaceKey(key);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.ledger())
                .withMessageContaining("do not belong together");
    }

    @Test
    void health_tells_how_many_days_are_left() {
        Health health = health(Instant.now().plus(Duration.ofDays(9)));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("identityDaysLeft", 20L)
                .containsEntry("tlsCaDaysLeft", 20L)
                .containsEntry("ownPeer", true)
                .containsEntry("otherPeers", 1L);
    }

    @Test
    void with_an_expired_identity_health_is_down() {
        Health health = health(Instant.now().plus(Duration.ofDays(31)));

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("identityDaysLeft", -2L);
    }

    @Test
    void with_no_peer_health_is_down() {
        FabricLedger ledger = network.ledger();
        network.peers.forEach(FakePeer::close);
        ledger.query("ledger:about").onErrorComplete().subscribe();
        var indicator = new FabricHealthIndicator(network.properties(128, 10), ledger, Clock.systemUTC());

        Health down = Flux.interval(Duration.ofMillis(20))
                .map(tick -> indicator.health())
                .filter(health -> health.getStatus().equals(Status.DOWN))
                .blockFirst(Duration.ofSeconds(20));

        assertThat(down).isNotNull();
    }
}
