package org.zhaoku.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMapsTest {
    private static final String LICENCES = "zhaoku.licences";
    private static final String IDENTIFIER = "identifier_1";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("database");
    }

    private MVStore open() {
        return new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
    }

    private static Document document(int number) {
        return new Document("_id", "id-" + number)
                .append("state", "SIGNED")
                .append("draft", null)
                .append("receivedAt", Instant.ofEpochMilli(1_700_000_000_000L + number))
                .append("statement", new BinData(new byte[] {1, 2, (byte) number}))
                .append("sealed", new Document("content", new BinData(new byte[300])).append("version", 1L))
                .append("licences", new ArrayList<>(List.of("一", "二", number)))
                .append("anchored", false)
                .append("share", 0.5);
    }

    private static KeyValue key(int number) {
        return new KeyValue("identifier-" + number % 700, (double) number);
    }

    @Test
    void documents_and_keys_come_back_as_they_were() {
        try (MVStore store = open()) {
            StoreMaps.upgrade(store);
            fill(StoreMaps.openDocuments(store, LICENCES), StoreMaps.openIndex(store, LICENCES, IDENTIFIER));
            store.commit();
        }
        try (MVStore store = open()) {
            StoreMaps.upgrade(store);
            check(store);
        }
    }

    @Test
    void a_file_from_before_is_written_anew_when_it_is_opened() {
        try (MVStore store = open()) {
            fill(store.openMap("databases." + LICENCES), store.openMap(LICENCES + "._index_" + IDENTIFIER));
            store.<String, Object>openMap("meta." + LICENCES).put("dataSize", 7);
            store.commit();
        }
        for (int i = 0; i < 2; i++) {
            try (MVStore store = open()) {
                StoreMaps.upgrade(store);
                check(store);
                assertThat(store.<String, Object>openMap("meta." + LICENCES)).containsEntry("dataSize", 7);
                assertThat(store.getMapNames()).hasSize(3);
            }
        }
    }

    @Test
    void keys_of_whatever_kind_are_told_apart() {
        List<KeyValue> keys = List.of(
                new KeyValue(Arrays.asList((Object) null)),
                new KeyValue(List.of(Missing.getInstance())),
                new KeyValue(true),
                new KeyValue(1.0),
                new KeyValue(-1.0),
                new KeyValue("1"),
                new KeyValue(""),
                new KeyValue("1", "1"),
                new KeyValue(new Document("a", 1)));
        try (MVStore store = open()) {
            MVMap<KeyValue, Object> index = StoreMaps.openIndex(store, LICENCES, IDENTIFIER);
            keys.forEach(key -> index.put(key, key.toString()));
            store.commit();
        }
        try (MVStore store = open()) {
            MVMap<KeyValue, Object> index = StoreMaps.openIndex(store, LICENCES, IDENTIFIER);
            assertThat(index.size()).isEqualTo(keys.size());
            assertThat(keys).allSatisfy(key -> assertThat(index.get(key)).isEqualTo(key.toString()));
            assertThat(index.get(new KeyValue("2"))).isNull();
        }
    }

    @Test
    void the_embedded_server_writes_with_these_types() {
        try (DataDirectory directory = DataDirectory.open(folder);
                Database database = Database.open("", directory)) {
            database.documents("things", Index.unique("name"))
                    .insert(new org.bson.Document("_id", "1").append("name", "照库"))
                    .block();
        }
        try (MVStore store = open()) {
            assertThat(store.getStoreVersion()).isOne();
            assertThat(StoreMaps.openDocuments(store, "zhaoku.things").get("1")).containsEntry("name", "照库");
            String index = store.getMapNames().stream()
                    .filter(name -> name.startsWith("zhaoku.things._index_name"))
                    .map(name -> name.replace("zhaoku.things._index_", ""))
                    .findFirst()
                    .orElseThrow();
            assertThat(StoreMaps.openIndex(store, "zhaoku.things", index).get(new KeyValue("照库")))
                    .isEqualTo("1");
        }
    }

    private static void fill(MVMap<Object, Document> documents, MVMap<KeyValue, Object> index) {
        IntStream.range(0, 2_000).forEach(number -> {
            documents.put("id-" + number, document(number));
            index.put(key(number), "id-" + number);
        });
    }

    private static void check(MVStore store) {
        MVMap<Object, Document> documents = StoreMaps.openDocuments(store, LICENCES);
        MVMap<KeyValue, Object> index = StoreMaps.openIndex(store, LICENCES, IDENTIFIER);
        assertThat(documents.size()).isEqualTo(2_000);
        assertThat(index.size()).isEqualTo(2_000);
        assertThat(IntStream.range(0, 2_000))
                .allSatisfy(number ->
                        assertThat(documents.get(index.get(key(number)))).isEqualTo(document(number)));
    }
}
