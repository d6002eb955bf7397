package org.zhaoku.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.DyingLink;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.bytes.Bytes;

/** The master key of stored data takes its turn and is destroyed, on real files and a real database. */
@ParameterizedClass
@EnumSource(TestServer.class)
class StoredKeyRotationTest {
    private static final int SECRETS = 5;
    private static final String PURPOSE = "test";

    @TempDir
    Path temp;

    private final TestServer server;
    private TestStore store;
    private Gateway gateway;

    StoredKeyRotationTest(TestServer server) {
        this.server = server;
    }

    /** What a gateway does with keys. */
    private record Gateway(KeyRing<MasterKey> ring, Envelope envelope, KeyRotation rotation, Database database) {
        static Gateway on(Database database, Pkcs12Signer signer) {
            KeyRing<MasterKey> ring =
                    KeyRings.open(KeyRing.Kind.MASTER, signer.masterKeys(), database, Clock.systemUTC());
            var envelope = new Envelope(ring, new SecureRandom());
            var use = new MongoSealedField(database, "secrets", "sealed", PURPOSE, envelope);
            return new Gateway(
                    ring,
                    envelope,
                    KeyRings.rotation(List.of(ring), List.of(use), database, Clock.systemUTC()),
                    database);
        }

        String active() {
            return ring.active().id();
        }

        String rotate() {
            String id = rotation.prepare(KeyRing.Kind.MASTER)
                    .blockOptional()
                    .orElseThrow()
                    .id();
            rotation.activate(KeyRing.Kind.MASTER, id).blockLast();
            return id;
        }

        void put(int number) {
            Sealed sealed = envelope.seal(PURPOSE, "id-" + number, Bytes.utf8("secret " + number));
            database.documents("secrets")
                    .insert(new Document("_id", "id-" + number).append("sealed", MongoSealedField.write(sealed)))
                    .block();
        }

        Sealed sealed(int number) {
            Document document = database.documents("secrets")
                    .find("id-" + number)
                    .blockOptional()
                    .orElseThrow();
            return MongoSealedField.read(document.get("sealed", Document.class));
        }

        String open(int number) {
            return new String(
                    envelope.open(PURPOSE, "id-" + number, sealed(number)).toArray(),
                    java.nio.charset.StandardCharsets.UTF_8);
        }

        KeyRotation.State state(String id) {
            return rotation.keys(KeyRing.Kind.MASTER)
                    .filter(key -> key.id().equals(id))
                    .map(KeyRotation.KeyView::state)
                    .next()
                    .blockOptional()
                    .orElseThrow();
        }

        void sweep(int times) {
            for (int time = 0; time < times; time++) {
                rotation.sweep().block();
            }
        }
    }

    @BeforeEach
    void open() {
        store = TestStore.open(server, temp);
        gateway = Gateway.on(store.database(), store.signer());
        for (int number = 0; number < SECRETS; number++) {
            gateway.put(number);
        }
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private void assertAllOpenUnder(Gateway reader, String key) {
        for (int number = 0; number < SECRETS; number++) {
            assertThat(reader.open(number)).isEqualTo("secret " + number);
            assertThat(reader.sealed(number).masterKey()).isEqualTo(key);
        }
    }

    @Test
    void the_active_key_takes_the_place_of_the_old_one_which_is_destroyed_then() {
        String old = gateway.active();
        Sealed backup = gateway.sealed(0);
        String next = gateway.rotate();
        assertThat(next).isNotEqualTo(old);
        assertThat(gateway.state(old)).isEqualTo(KeyRotation.State.RETIRED);
        assertThat(gateway.open(0)).isEqualTo("secret 0");

        gateway.sweep(1);
        assertAllOpenUnder(gateway, next);
        gateway.sweep(KeyRotation.QUIET_SWEEPS - 1);
        assertThat(gateway.state(old)).isEqualTo(KeyRotation.State.RETIRED);
        gateway.sweep(1);

        assertThat(gateway.state(old)).isEqualTo(KeyRotation.State.DESTROYED);
        assertThat(gateway.ring().shelf().ids()).containsExactly(next);
        assertThat(gateway.sealed(0).content()).isEqualTo(backup.content());
        assertThatThrownBy(() -> gateway.envelope().open(PURPOSE, "id-0", backup))
                .isInstanceOfSatisfying(
                        SealException.class, lost -> assertThat(lost.code()).isEqualTo("SEAL_KEY_UNKNOWN"));
    }

    @Test
    void after_a_restart_and_a_second_turn_everything_is_there() {
        gateway.rotate();
        gateway.sweep(1 + KeyRotation.QUIET_SWEEPS);
        Gateway next = Gateway.on(store.database(), store.signer());
        String third = next.rotate();
        next.sweep(1 + KeyRotation.QUIET_SWEEPS);
        Gateway last = Gateway.on(store.database(), store.signer());
        assertAllOpenUnder(last, third);
        assertThat(last.ring().shelf().ids()).containsExactly(third);
    }

    @Test
    void a_key_file_of_a_destroyed_key_holds_nothing() throws Exception {
        String second = gateway.rotate();
        byte[] before;
        try (Stream<Path> files = Files.list(temp.resolve("keys"))) {
            before = Files.readAllBytes(
                    files.filter(file -> file.getFileName().toString().equals("master-" + second + ".p12"))
                            .findFirst()
                            .orElseThrow());
        }
        assertThat(before).isNotEmpty();
        gateway.rotate();
        gateway.sweep(1 + KeyRotation.QUIET_SWEEPS);
        assertThat(temp.resolve("keys").resolve("master-" + second + ".p12")).doesNotExist();
    }

    @Test
    void a_key_whose_turn_is_over_or_that_is_not_here_is_not_activated() {
        String old = gateway.active();
        gateway.rotate();
        assertRefused(old, ProblemCode.KEY_IN_USE);
        assertRefused("0123456789abcdef", ProblemCode.KEY_UNKNOWN);
        String active = gateway.active();
        assertThat(gateway.rotation().activate(KeyRing.Kind.MASTER, active).blockFirst())
                .isNotNull()
                .satisfies(key -> assertThat(key.state()).isEqualTo(KeyRotation.State.ACTIVE));
    }

    private void assertRefused(String id, ProblemCode code) {
        assertThatThrownBy(() ->
                        gateway.rotation().activate(KeyRing.Kind.MASTER, id).blockLast())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void a_kill_between_any_two_writes_loses_nothing() throws Exception {
        // the turn, each document, the mark of the destroyed key
        int writes = 1 + SECRETS + 1;
        for (int done = 0; done < writes; done++) {
            String old = gateway.active();
            try (var link = new DyingLink(done);
                    Database database = store.through(link)) {
                Gateway dying = Gateway.on(database, store.signer());
                assertThatThrownBy(() -> {
                            dying.rotate();
                            dying.sweep(1 + KeyRotation.QUIET_SWEEPS);
                        })
                        .isInstanceOf(RuntimeException.class);
                assertThat(link.isDead()).isTrue();
            }
            gateway = Gateway.on(store.database(), store.signer());
            if (gateway.active().equals(old)) {
                gateway.rotate();
            }
            gateway.sweep(1 + KeyRotation.QUIET_SWEEPS);
            assertAllOpenUnder(gateway, gateway.active());
            assertThat(gateway.ring().shelf().ids())
                    .as("killed after %d writes", done)
                    .contains(gateway.active())
                    .doesNotContain(old);
        }
    }

    @Test
    void what_another_gateway_still_writes_under_the_old_key_is_moved_too() throws Exception {
        Path elsewhere = temp.resolve("elsewhere");
        copyKeys(elsewhere);
        try (TestStore second = TestStore.open(TestServer.EMBEDDED, elsewhere)) {
            Gateway late = Gateway.on(store.database(), second.signer());
            String old = gateway.active();
            String next = gateway.rotate();
            gateway.sweep(KeyRotation.QUIET_SWEEPS);
            late.put(SECRETS);
            assertThat(gateway.sealed(SECRETS).masterKey()).isEqualTo(old);
            gateway.sweep(1);
            assertThat(gateway.sealed(SECRETS).masterKey()).isEqualTo(next);
            assertThat(gateway.state(old)).isEqualTo(KeyRotation.State.RETIRED);

            assertThatThrownBy(() -> late.sweep(1))
                    .isInstanceOfSatisfying(
                            SealException.class,
                            missing -> assertThat(missing.code()).isEqualTo("SEAL_KEY_UNKNOWN"));
            Files.copy(
                    temp.resolve("keys").resolve("master-" + next + ".p12"),
                    elsewhere.resolve("keys").resolve("master-" + next + ".p12"));
            late.sweep(1);
            assertThat(late.active()).isEqualTo(next);
            assertThat(late.open(SECRETS)).isEqualTo("secret " + SECRETS);
            gateway.sweep(KeyRotation.QUIET_SWEEPS);
            assertThat(late.ring().shelf().ids()).contains(old);
            late.sweep(KeyRotation.QUIET_SWEEPS);
            assertThat(late.ring().shelf().ids()).containsExactly(next);
        }
    }

    private void copyKeys(Path to) throws IOException {
        Files.createDirectories(to.resolve("keys"));
        try (Stream<Path> files = Files.list(temp.resolve("keys"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve("keys").resolve(file.getFileName()));
            }
        }
    }

    @Test
    void a_gateway_without_the_active_key_does_not_start() {
        try (TestStore stranger = TestStore.open(TestServer.EMBEDDED, temp.resolve("stranger"))) {
            assertThatThrownBy(() -> Gateway.on(store.database(), stranger.signer()))
                    .isInstanceOfSatisfying(
                            SealException.class,
                            missing -> assertThat(missing.code()).isEqualTo("SEAL_KEY_UNKNOWN"));
        }
        assertThat(store.database().documents("secrets").count(Filters.empty()).block())
                .isEqualTo(SECRETS);
    }
}
