package org.zhaoku.gateway.holder;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhaoku.gateway.keys.HolderIndex;
import org.zhaoku.gateway.keys.KeyRing;
import org.zhaoku.gateway.keys.KeyRings;
import org.zhaoku.gateway.keys.LookupKey;
import org.zhaoku.gateway.store.TestServer;
import org.zhaoku.gateway.store.TestStore;
import org.zhaoku.gateway.testing.Codes;

/** Mandates as they are stored. */
@ParameterizedClass
@EnumSource(TestServer.class)
class MongoMandatesTest {
    private static final String CITIZEN = "440300199001010016";
    private static final String COMPANY = "91440300MA0000T018";

    @TempDir
    Path temp;

    private final TestServer server;
    private TestStore store;
    private KeyRing<LookupKey> keys;
    private MongoMandates mandates;

    MongoMandatesTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void open() {
        store = TestStore.open(server, temp);
        keys = store.holderKeys();
        mandates = new MongoMandates(store.database(), store.envelope(), new HolderIndex(keys));
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private static Holder holder(String name, CodeType type, String code) {
        return new Holder(name, Optional.of(new Holder.Code(type, code)));
    }

    private static Mandate mandate(String id) {
        return new Mandate(
                id,
                Codes.department(),
                MandateKind.LEGAL_REPRESENTATIVE,
                holder("照库食品有限公司", CodeType.UNIFIED_SOCIAL_CREDIT_CODE, COMPANY),
                holder("张三", CodeType.CITIZEN_NUMBER, CITIZEN),
                Set.of(Act.RENEWAL),
                Set.of(Codes.type()),
                LocalDate.of(2026, 1, 1),
                Optional.of(LocalDate.of(2026, 12, 31)),
                "营业执照",
                Optional.empty(),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private List<Mandate> found(Optional<String> principal, Optional<String> agent) {
        return mandates.search(principal, agent).collectList().blockOptional().orElseThrow();
    }

    @Test
    void a_mandate_comes_back_as_it_was_and_is_stored_once() {
        Mandate mandate = mandate("a");
        mandates.insert(mandate).block();
        mandates.insert(mandate("a")).block();

        assertThat(mandates.find("a").block()).isEqualTo(mandate);
        assertThat(found(Optional.of(COMPANY), Optional.empty())).containsExactly(mandate);
        assertThat(found(Optional.empty(), Optional.of(COMPANY))).isEmpty();
    }

    @Test
    void both_sides_are_found_before_and_after_a_turn_of_the_index_key() {
        String old = keys.active().id();
        mandates.insert(mandate("a")).block();
        var rotation = KeyRings.rotation(List.of(keys), List.of(mandates), store.database(), Clock.systemUTC());
        String next = store.signer().holderKeys().create();
        store.database()
                .documents("keyrings")
                .updateAll(
                        Filters.eq("_id", "holders"),
                        Updates.combine(Updates.set("active", next), Updates.addToSet("retired", old)))
                .block();
        assertThat(mandates.count(old).block()).isEqualTo(1);
        // the gateway learns of the turn by its next sweep
        rotation.sweep().block();
        mandates.insert(mandate("b")).block();
        assertThat(found(Optional.of(COMPANY), Optional.of(CITIZEN))).hasSize(2);

        for (int sweep = 0; sweep < 5; sweep++) {
            rotation.sweep().block();
        }

        assertThat(mandates.count(next).block()).isEqualTo(2);
        assertThat(store.signer().holderKeys().ids()).containsExactly(next);
        assertThat(found(Optional.of(COMPANY), Optional.of(CITIZEN))).hasSize(2);
    }
}
