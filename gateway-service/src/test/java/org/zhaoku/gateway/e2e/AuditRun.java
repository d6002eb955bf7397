package org.zhaoku.gateway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The auditor in a process of its own, as {@code ./zhaoku audit} starts it.
 *
 * @param status exit status
 * @param output what it said, without the last line's end
 */
record AuditRun(int status, String output) {
    private static final Path JAR = Path.of("target", "zhaoku-gateway-service.jar");

    /** The lines before the last, which is a count of all. */
    List<String> findings() {
        return output.lines().filter(line -> !line.startsWith("{")).toList();
    }

    /** @param settings how the gateway of this data directory, which must not be running, reaches its ledger */
    static AuditRun of(Path data, List<String> settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dloader.main=org.zhaoku.gateway.audit.AuditMain",
                "-cp",
                JAR.toString(),
                "org.springframework.boot.loader.launch.PropertiesLauncher",
                "audit",
                "--zhaoku.data-dir=" + data.toAbsolutePath()));
        command.addAll(settings);
        try {
            Path said = Files.createTempFile(data, "audit", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            int status = process.waitFor();
            return new AuditRun(status, Files.readString(said, UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
