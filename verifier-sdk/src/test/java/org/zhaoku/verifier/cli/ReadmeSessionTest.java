package org.zhaoku.verifier.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cli.Desk.Run;

/** The session of the README, run and compared. */
class ReadmeSessionTest {
    private static final String BEGIN = "```text\n$ java -jar zhaoku-verifier-sdk.jar ";

    @TempDir
    private Path folder;

    @Test
    void the_session_prints_what_the_readme_says() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        String session = readme.substring(from, readme.indexOf("```", from));
        int output = session.indexOf('\n') + 1;
        Run run = new Desk(folder)
                .run(Bytes.EMPTY, session.substring(0, output - 1).split(" "));
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo(session.substring(output) + "\n");
    }

    @Test
    void the_readme_names_each_option() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        var line = Main.commandLine(new Console(System.in, System.out, System.err, Instant::now));
        Stream.of("verify", "inspect", "bundle")
                .map(name -> requireNonNull(line.getSubcommands().get(name)))
                .flatMap(command -> Stream.concat(Stream.of(command), command.getSubcommands().values().stream()))
                .flatMap(command -> command.getCommandSpec().optionsMap().keySet().stream())
                .filter(option -> option.startsWith("--") && !option.matches("--(help|version)"))
                .forEach(option -> assertThat(readme).contains(option));
    }
}
