package org.zhaoku.gateway.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zhaoku.gateway.licence.Licences.CITIZEN_NUMBER;
import static org.zhaoku.gateway.licence.Licences.DEPARTMENT;
import static org.zhaoku.gateway.licence.Licences.id;
import static org.zhaoku.gateway.licence.Licences.received;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.HolderIndex;
import org.zhaoku.gateway.keys.KeyRing;
import org.zhaoku.gateway.keys.KeyRings;
import org.zhaoku.gateway.keys.KeyUse;
import org.zhaoku.gateway.keys.LookupKey;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.DyingLink;
import org.zhaoku.gateway.store.Migrations;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.verifier.bytes.Bytes;

/** Licences under migrations, rotations and erasure. */
@ParameterizedClass
@EnumSource(TestServer.class)
class LicenceStorageTest {
    private static final int LICENCES = 3;

    @TempDir
    Path temp;

    private final TestServer server;
    private TestStore store;
    private Envelope envelope;
    private KeyRing<LookupKey> keys;
    private HolderIndex holders;
    private MongoLicenceRepository licences;

    LicenceStorageTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void open() {
        store = TestStore.open(server, temp);
        envelope = store.envelope();
        keys = store.holderKeys();
        holders = new HolderIndex(keys);
        licences = new MongoLicenceRepository(store.database(), envelope, holders);
        for (int number = 0; number < LICENCES; number++) {
            licences.insert(received(number)).block();
        }
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private List<String> found(String holder) {
        var query = new LicenceQuery(
                DEPARTMENT,
                Optional.empty(),
                Optional.of(holder),
                Optional.of(received(1).identifier().type()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new MongoLicenceSearch(store.database(), envelope, holders, Clock.systemUTC())
                .find(query, Optional.empty(), 0)
                .map(LicenceRow::id)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private void toForm1() {
        store.database()
                .documents("licences")
                .updateAll(
                        Filters.empty(),
                        Updates.combine(
                                Updates.set("schema", 1),
                                Updates.unset(LicenceDocuments.TYPE),
                                Updates.unset(LicenceDocuments.HOLDERS),
                                Updates.unset(LicenceDocuments.HOLDER_KEY)))
                .block();
    }

    private void migrate(Database database) {
        new Migrations(database, LicenceStorage.migrations(envelope, holders))
                .run()
                .block();
    }

    @Test
    void a_holder_is_found_by_any_writing_of_the_number() {
        assertThat(found(CITIZEN_NUMBER)).hasSize(LICENCES);
        assertThat(found(" " + CITIZEN_NUMBER + " ")).hasSize(LICENCES);
        assertThat(found("91440300MA0000T018")).isEmpty();
    }

    @Test
    void licences_of_form_1_are_found_after_a_migration_whatever_kills_it() throws Exception {
        // the state's document, each licence, the state
        for (int writes = 0; writes < 1 + LICENCES + 1; writes++) {
            toForm1();
            assertThatThrownBy(() -> licences.find(id(1)).block()).hasMessageContaining("another form");
            store.database()
                    .documents("schemas")
                    .updateAll(Filters.empty(), Updates.set("version", 1))
                    .block();
            try (var link = new DyingLink(writes);
                    Database dying = store.through(link)) {
                try {
                    migrate(dying);
                } catch (RuntimeException killed) {
                    assertThat(link.isDead()).isTrue();
                }
            }
            migrate(store.database());
            assertThat(found(CITIZEN_NUMBER))
                    .as("killed after %d writes", writes)
                    .hasSize(LICENCES);
            assertThat(licences.find(id(1)).block()).isEqualTo(received(1));
        }
    }

    @Test
    void holders_are_found_before_during_and_after_a_turn_of_their_key() {
        String old = keys.active().id();
        List<KeyUse> uses = LicenceStorage.keyUses(store.database(), envelope, holders);
        var rotation = KeyRings.rotation(List.of(keys), uses, store.database(), Clock.systemUTC());
        String next = store.signer().holderKeys().create();
        turn(rotation, next);
        licences.insert(received(LICENCES)).block();
        assertThat(found(CITIZEN_NUMBER)).hasSize(LICENCES + 1);

        for (int sweep = 0; sweep < 5; sweep++) {
            rotation.sweep().block();
        }
        assertThat(found(CITIZEN_NUMBER)).hasSize(LICENCES + 1);
        assertThat(store.signer().holderKeys().ids()).containsExactly(next).doesNotContain(old);
        assertThat(uses.get(1).count(next).block()).isEqualTo(LICENCES + 1L);
    }

    private void turn(org.zhaoku.gateway.keys.KeyRotation rotation, String next) {
        String old = keys.active().id();
        store.database()
                .documents("keyrings")
                .updateAll(
                        Filters.eq("_id", "holders"),
                        Updates.combine(Updates.set("active", next), Updates.addToSet("retired", old)))
                .block();
        // the gateway learns of the turn by its next sweep
        rotation.sweep().block();
        assertThat(keys.active().id()).isEqualTo(next);
    }

    @Test
    void a_gateway_killed_while_it_claims_gives_all_back() throws Exception {
        for (int number = 0; number < LICENCES; number++) {
            licences.signed(id(number), Bytes.utf8("statement"), Bytes.utf8("salts"))
                    .block();
        }
        List<String> ids = List.of(id(0), id(1), id(2));
        // the claim, then giving it up
        for (int writes = 0; writes < 2; writes++) {
            try (var link = new DyingLink(writes);
                    Database dying = store.through(link)) {
                var killed = new MongoLicenceRepository(dying, envelope, holders);
                assertThatThrownBy(() -> {
                            killed.claim(ids, "gw-lost").blockLast();
                            killed.release("gw-lost", List.of()).block();
                        })
                        .isInstanceOf(RuntimeException.class);
            }
            licences.release("gw-lost", List.of()).block();
            assertThat(licences.claim(ids, "gw-next").collectList().block())
                    .as("killed after %d writes", writes)
                    .isEqualTo(ids);
            licences.release("gw-next", List.of()).block();
        }
    }

    @Test
    void an_erased_licence_keeps_only_what_says_nothing() throws Exception {
        Bytes statement = Bytes.utf8("statement of " + Licences.HOLDER);
        licences.signed(id(1), statement, Bytes.utf8("salts")).block();
        licences.claim(List.of(id(1)), "gw-1").blockLast();
        var erasures = new MongoErasures(store.database());
        assertThat(erasures.erasable(id(1)).block()).isNull();
        licences.inForce(
                        Bytes.fromHex("ab".repeat(32)),
                        Map.of(id(1), Licences.receipt(store.signer().region())))
                .block();
        assertThat(erasures.erasable(id(1)).block()).isNotNull();

        Bytes digest = Bytes.fromHex("cd".repeat(32));
        erasures.erase(id(1), new Erasure(digest, Licences.NOON)).block();
        erasures.erase(id(1), new Erasure(statement, Licences.NOON.plusSeconds(1)))
                .block();

        var remains = erasures.remains(id(1)).blockOptional().orElseThrow();
        assertThat(remains.digest()).isEqualTo(digest.hex());
        assertThat(remains.receipt()).isNotEmpty();
        assertThat(remains.erasedAt()).isEqualTo(Licences.NOON);
        assertThatThrownBy(() -> licences.find(id(1)).block()).isInstanceOf(LicenceErasedException.class);
        assertThat(found(CITIZEN_NUMBER)).hasSize(LICENCES - 1).doesNotContain(id(1));
        assertThat(store.dump()).doesNotContain(statement.hex());
        assertThat(new MongoStatements(store.database()).of(List.of(id(1))).blockFirst())
                .isNotNull()
                .satisfies(stored -> {
                    assertThat(stored.statement()).isEmpty();
                    assertThat(stored.erased()).contains(digest);
                });
    }
}
