package org.zhaoku.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client that openapi-generator makes of a running gateway's description compiles and goes from a department to a verdict. It runs
 * with {@code -Dzhaoku.generated-client=true}, since Maven fetches the generator for it (40 MB once), and takes half a minute.
 */
final class GeneratedClientIT {
    private static final int PATIENCE_MINUTES = 8;

    @TempDir
    private Path directory;

    @Test
    void a_generated_client_goes_from_a_department_to_a_verdict() throws IOException, InterruptedException {
        assumeThat(Boolean.getBoolean("zhaoku.generated-client"))
                .as("-Dzhaoku.generated-client=true")
                .isTrue();
        try (var gateway = new GatewayProcess(directory.resolve("data"), List.of())) {
            Path description = directory.resolve("openapi.json");
            Files.write(description, gateway.bytes("/openapi"));
            Path log = directory.resolve("maven.log");
            Process maven = new ProcessBuilder(
                            "mvn",
                            "-q",
                            "-f",
                            Path.of("src", "it", "generated-client", "pom.xml").toString(),
                            "-Dzhaoku.description=" + description,
                            "-Dexec.args=" + gateway.address() + " " + gateway.token(),
                            "clean",
                            "compile",
                            "exec:java")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();

            boolean ended = maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                maven.destroyForcibly();
            }

            assertThat(ended).as(Files.readString(log)).isTrue();
            assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
            assertThat(log).content().contains("the generated client works");
        }
    }
}
