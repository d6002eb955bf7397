package org.zhaoku.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestServer.class)
class MigrationsTest {
    private static final int DOCUMENTS = 4;
    /** The state's document, each document twice, and the state after each step. */
    private static final int WRITES = 1 + 2 * (DOCUMENTS + 1);

    @TempDir
    Path temp;

    private final TestServer server;
    private TestStore store;

    MigrationsTest(TestServer server) {
        this.server = server;
    }

    /** Adds {@code <from>} to the text, so that a second run would show. */
    private record Append(int from) implements Migration {
        @Override
        public String collection() {
            return "things";
        }

        @Override
        public Document change(Document old) {
            return new Document("text", old.getString("text") + from);
        }
    }

    @BeforeEach
    void open() {
        store = TestStore.open(server, temp);
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private void fill() {
        Documents things = store.database().documents("things");
        for (int number = 0; number < DOCUMENTS; number++) {
            things.insert(new Document("_id", "thing-" + number).append("text", "t"))
                    .block();
        }
    }

    private static void run(Database database, int steps) {
        new Migrations(
                        database,
                        List.<Migration>of(new Append(2), new Append(1)).subList(2 - steps, 2))
                .run()
                .block();
    }

    private List<String> texts(int schema) {
        return store.database()
                .documents("things", schema)
                .page(Filters.empty(), new Document("_id", 1), 0)
                .map(document -> document.getString("text"))
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    @Test
    void each_step_is_done_once_however_often_it_is_run() {
        fill();
        run(store.database(), 2);
        run(store.database(), 2);
        assertThat(texts(3)).hasSize(DOCUMENTS).containsOnly("t12");
    }

    @Test
    void a_step_that_comes_with_a_later_version_follows_the_one_before() {
        fill();
        run(store.database(), 1);
        assertThat(texts(2)).containsOnly("t1");
        run(store.database(), 2);
        assertThat(texts(3)).containsOnly("t12");
    }

    @Test
    void a_new_collection_has_the_newest_form() {
        run(store.database(), 2);
        store.database()
                .documents("things", 3)
                .insert(new Document("_id", "new").append("text", "t"))
                .block();
        run(store.database(), 2);
        assertThat(texts(3)).containsExactly("t");
    }

    @Test
    void what_a_newer_gateway_migrated_is_refused() {
        fill();
        run(store.database(), 2);
        assertThatThrownBy(() -> run(store.database(), 1))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refused -> assertThat(refused.code()).isEqualTo("STORE_SCHEMA_NEWER"));
        assertThatThrownBy(() -> texts(2))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refused -> assertThat(refused.code()).isEqualTo("STORE_SCHEMA_UNKNOWN"));
    }

    @Test
    void a_kill_between_any_two_writes_loses_and_repeats_nothing() throws Exception {
        for (int writes = 0; writes < WRITES; writes++) {
            fill();
            try (var link = new DyingLink(writes);
                    Database dying = store.through(link)) {
                assertThatThrownBy(() -> run(dying, 2)).isInstanceOf(StoreException.class);
                assertThat(link.isDead()).isTrue();
            }
            run(store.database(), 2);
            assertThat(texts(3))
                    .as("killed after %d writes", writes)
                    .hasSize(DOCUMENTS)
                    .containsOnly("t12");
            clear();
        }
    }

    private void clear() {
        reactor.core.publisher.Mono.from(
                        store.database().database.getCollection("things").drop())
                .then(reactor.core.publisher.Mono.from(
                        store.database().database.getCollection("schemas").deleteMany(Filters.empty())))
                .block();
    }
}
