package org.zhaoku.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ParameterizedClass
@EnumSource(TestServer.class)
class IndexCheckTest {
    @TempDir
    Path temp;

    private final TestServer server;
    private TestStore store;

    IndexCheckTest(TestServer server) {
        this.server = server;
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

    private MongoCollection<Document> things() {
        return store.database().database.getCollection("things");
    }

    private void make(Bson key, IndexOptions options) {
        Mono.from(things().createIndex(key, options)).block();
    }

    private Documents declared() {
        return store.database().documents("things", Index.unique("name"), Index.on("state", "at"));
    }

    private List<Document> keys() {
        return Flux.from(things().listIndexes().batchSize(Documents.BATCH))
                .map(index -> index.get("key", Document.class))
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    @Test
    void missing_indexes_are_made_and_those_that_are_there_stay() {
        declared();
        List<Document> first = keys();
        declared();
        assertThat(keys()).isEqualTo(first);
        assertThat(first.toString()).contains("name");
    }

    @Test
    void one_index_more_is_made_beside_those_that_are_there() {
        declared();
        Documents things = store.database().documents("things", Index.unique("name"), Index.unique("number"));
        things.insert(new Document("_id", "1").append("name", "a").append("number", 1))
                .block();
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> things.insert(
                                new Document("_id", "2").append("name", "b").append("number", 1))
                        .block());
    }

    @Test
    void an_index_that_only_finds_may_be_added_by_others() {
        declared();
        make(Indexes.descending("other"), new IndexOptions());
        declared();
        assertThat(keys().toString()).contains("name");
    }

    @Test
    void a_declared_index_of_another_definition_is_named() {
        make(Indexes.ascending("name"), new IndexOptions().name("theirs"));
        store.database().database.getCollection("things");
        if (keys().stream().noneMatch(key -> key.containsKey("name"))) {
            // a server that keeps no index but unique ones makes the right one now
            declared();
            assertThat(keys().toString()).contains("name");
            return;
        }
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::declared)
                .withMessageContaining("theirs")
                .withMessageContaining("things")
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("INDEX_FOREIGN"));
    }

    @Test
    void a_unique_index_that_nobody_declared_would_refuse_documents() {
        make(Indexes.ascending("at"), new IndexOptions().unique(true).name("surprise"));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::declared)
                .withMessageContaining("surprise")
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("INDEX_FOREIGN"));
    }

    @Test
    void an_index_that_the_documents_do_not_allow_is_refused_clearly() {
        Documents plain = store.database().documents("things");
        plain.insert(new Document("_id", "1").append("name", "same")).block();
        plain.insert(new Document("_id", "2").append("name", "same")).block();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::declared)
                .withMessageContaining("[name]")
                .withMessageNotContaining("same\"")
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("INDEX_NOT_MADE"));
    }
}
