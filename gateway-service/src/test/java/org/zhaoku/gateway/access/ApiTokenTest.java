package org.zhaoku.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.gateway.store.DataDirectory;

final class ApiTokenTest {
    @TempDir
    private Path data;

    @Test
    void it_is_made_once_and_only_its_owner_can_read_it() throws IOException {
        try (DataDirectory directory = DataDirectory.open(data)) {
            ApiToken made = ApiToken.in(directory, new SecureRandom());
            Path file = data.resolve("api-token");
            String token = Files.readString(file).strip();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(made.matches(token)).isTrue();
            assertThat(made.matches(token.substring(1))).isFalse();
            assertThat(ApiToken.in(directory, new SecureRandom()).matches(token))
                    .isTrue();
            assertThat(made.toString()).doesNotContain(token);
        }
    }

    @Test
    void a_short_one_is_refused() {
        assertThatThrownBy(() -> ApiToken.of("short"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zhaoku.api.token");
    }
}
