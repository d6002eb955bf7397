package org.zhaoku.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.test.StepVerifier;

class DatabaseTest {
    @TempDir
    Path temp;

    @Test
    void data_is_there_after_a_restart() {
        for (int start = 1; start <= 3; start++) {
            try (DataDirectory directory = DataDirectory.open(temp);
                    Database database = Database.open("", directory)) {
                Documents documents = database.documents("things", Index.unique("name"), Index.on("a", "b"));
                documents
                        .insert(new Document("_id", "id-" + start).append("name", start))
                        .block();
                assertThat(documents
                                .find(Filters.empty(), new Document("_id", 1))
                                .count()
                                .block())
                        .isEqualTo(start);
            }
        }
    }

    @Test
    void an_unreachable_server_is_unavailable() {
        try (DataDirectory directory = DataDirectory.open(temp);
                Database database = Database.open("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100", directory)) {
            assertThat(database.embedded()).isFalse();
            StepVerifier.create(database.ping())
                    .verifyErrorSatisfies(e -> assertThat(e)
                            .isInstanceOfSatisfying(
                                    StoreUnavailableException.class,
                                    unavailable ->
                                            assertThat(unavailable.code()).isEqualTo("STORE_UNAVAILABLE")));
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> database.documents("things", Index.on("name")));
        }
    }

    @Test
    void a_closed_database_is_unavailable() {
        try (DataDirectory directory = DataDirectory.open(temp)) {
            Database database = Database.open("", directory);
            Documents documents = database.documents("things");
            database.ping().block();
            database.close();
            StepVerifier.create(documents.find("id")).verifyError(StoreUnavailableException.class);
        }
    }

    @Test
    void a_wrong_connection_string_is_not_quoted() {
        try (DataDirectory directory = DataDirectory.open(temp)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Database.open("mongo://user:secret@host", directory))
                    .withNoCause()
                    .withMessageNotContaining("secret")
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_URI_INVALID"));
        }
    }

    @Test
    void a_damaged_file_is_named() throws Exception {
        try (DataDirectory directory = DataDirectory.open(temp)) {
            Files.write(temp.resolve("database"), new byte[8192]);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Database.open("", directory))
                    .withMessageContaining("restore it from a backup")
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_DAMAGED"));
        }
    }

    @Test
    void a_refusal_tells_the_code_and_not_the_document() {
        try (DataDirectory directory = DataDirectory.open(temp);
                Database database = Database.open("", directory)) {
            Documents documents = database.documents("things");
            documents.insert(new Document("_id", "1").append("name", "张三")).block();
            StepVerifier.create(documents.update(Filters.eq("name", "张三"), Updates.inc("name", 1)))
                    .verifyErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(StoreException.class)
                            .hasNoCause()
                            .hasMessageNotContaining("张三"));
        }
    }

    @Test
    void a_document_of_a_newer_form_is_refused() {
        try (DataDirectory directory = DataDirectory.open(temp);
                Database database = Database.open("", directory)) {
            Documents documents = database.documents("things");
            documents.insert(new Document("_id", "1")).block();
            documents.update(Filters.eq("_id", "1"), Updates.set("schema", 2)).block();
            StepVerifier.create(documents.find("1"))
                    .verifyErrorSatisfies(e -> assertThat(e)
                            .isInstanceOfSatisfying(
                                    StoreException.class,
                                    refused -> assertThat(refused.code()).isEqualTo("STORE_SCHEMA_UNKNOWN")));
        }
    }

    @Test
    void spring_opens_and_closes_it() {
        var runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(StoreConfiguration.class))
                .withBean(SecureRandom.class)
                .withPropertyValues("zhaoku.data-dir=" + temp);
        for (int start = 0; start < 2; start++) {
            runner.run(context -> {
                assertThat(context).hasNotFailed().hasSingleBean(GatewayId.class);
                assertThat(context.getBean(Database.class).embedded()).isTrue();
                context.getBean(Database.class).ping().block();
            });
        }
    }
}
