package org.zhaoku.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temp;

    @Test
    void a_second_gateway_on_the_same_data_gets_one_plain_sentence() {
        try (DataDirectory first = DataDirectory.open(temp.resolve("data"))) {
            assertThatExceptionOfType(DatabaseLockedException.class)
                    .isThrownBy(() -> DataDirectory.open(first.path()))
                    .withMessage("another gateway is running on the data directory " + first.path()
                            + "; stop it, or give this one a directory of its own (zhaoku.data-dir)")
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_LOCKED"));
        }
        DataDirectory.open(temp.resolve("data")).close();
    }

    @Test
    void is_made_for_its_owner_alone() throws Exception {
        try (DataDirectory directory = DataDirectory.open(temp.resolve("a/b"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_path_that_cannot_be_a_directory_is_named() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> DataDirectory.open(file.resolve("data")))
                .withMessageContaining(file.resolve("data").toString())
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATA_DIRECTORY_UNUSABLE"));
    }

    @Test
    void a_file_is_replaced_whole_and_readable_by_its_owner_alone() throws Exception {
        Path file = temp.resolve("file");
        DataDirectory.write(file, new byte[] {1});
        Files.writeString(temp.resolve("file.new"), "left by a crash");
        DataDirectory.write(file, new byte[] {2});
        assertThat(file).hasBinaryContent(new byte[] {2});
        assertThat(temp.resolve("file.new")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void the_gateway_keeps_its_id() {
        try (DataDirectory directory = DataDirectory.open(temp)) {
            GatewayId id = GatewayId.of(directory, new SecureRandom());
            assertThat(GatewayId.of(directory, new SecureRandom())).isEqualTo(id);
            assertThat(id.value()).matches("[0-9a-f]{16}");
        }
    }

    @Test
    void a_damaged_id_is_not_replaced_by_another() throws Exception {
        try (DataDirectory directory = DataDirectory.open(temp)) {
            Files.writeString(temp.resolve("gateway-id"), "");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> GatewayId.of(directory, new SecureRandom()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("GATEWAY_ID_DAMAGED"));
        }
    }
}
