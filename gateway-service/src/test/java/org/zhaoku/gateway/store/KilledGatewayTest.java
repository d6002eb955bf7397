package org.zhaoku.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledGatewayTest {
    private static final int ROUNDS = 50;

    @TempDir
    Path temp;

    @Test
    void a_running_gateway_keeps_another_process_from_its_data() throws Exception {
        Process writer = start();
        try (BufferedReader lines = writer.inputReader();
                OutputStream go = writer.getOutputStream()) {
            go.write('\n');
            go.flush();
            assertThat(nextNumber(lines)).isNotEmpty();
            assertThatExceptionOfType(DatabaseLockedException.class).isThrownBy(() -> DataDirectory.open(temp));
        } finally {
            writer.destroyForcibly().waitFor();
        }
        DataDirectory.open(temp).close();
    }

    @Test
    void what_a_killed_gateway_has_acknowledged_is_there_after_a_restart() throws Exception {
        Set<String> acknowledged = writeAndKill();

        try (DataDirectory directory = DataDirectory.open(temp);
                Database database = Database.open("", directory)) {
            Documents documents = database.documents("things", AcknowledgedWriter.UNIQUE);
            Set<String> found = new HashSet<>(documents
                    .find(Filters.empty(), new Document("_id", 1))
                    .map(document -> document.getString("_id"))
                    .collectList()
                    .blockOptional()
                    .orElseThrow());
            assertThat(found).containsAll(acknowledged);
            assertEachNameIsTakenIfItsDocumentIsThere(documents, found);
        }
    }

    private static void assertEachNameIsTakenIfItsDocumentIsThere(Documents documents, Set<String> found) {
        for (int number = 0; number < ROUNDS * AcknowledgedWriter.AT_ONCE + 10; number++) {
            Document copy = AcknowledgedWriter.document(number).append("_id", "copy-" + number);
            boolean taken = documents
                    .insert(copy)
                    .thenReturn(false)
                    .onErrorReturn(DuplicateKeyException.class, true)
                    .blockOptional()
                    .orElseThrow();
            assertThat(taken).as("name-" + number).isEqualTo(found.contains("id-" + number));
        }
    }

    // kill -9 while the last writes are under way and those before are milliseconds old
    private Set<String> writeAndKill() throws IOException, InterruptedException {
        Process writer = start();
        Set<String> acknowledged = new HashSet<>();
        try (BufferedReader lines = writer.inputReader();
                OutputStream go = writer.getOutputStream()) {
            for (int round = 0; round < ROUNDS; round++) {
                go.write('\n');
                go.flush();
                int awaited = round == ROUNDS - 1 ? 1 : AcknowledgedWriter.AT_ONCE;
                for (int line = 0; line < awaited; line++) {
                    acknowledged.add("id-" + nextNumber(lines));
                }
            }
            writer.destroyForcibly().waitFor();
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AcknowledgedWriter.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    // what loggers write goes to the same output
    private static String nextNumber(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.matches("[0-9]+")) {
            line = lines.readLine();
        }
        return Objects.requireNonNull(line, "the writer ended by itself");
    }
}
