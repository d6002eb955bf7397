package org.zhaoku.verifier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cli.Desk.Run;
import org.zhaoku.verifier.testing.Mutations;
import org.zhaoku.verifier.testing.World;

/** What no one should type, and files that no one should have. */
class MisuseTest {
    @TempDir
    private static Path folder;

    private static Desk desk;

    @BeforeAll
    static void fill() throws IOException {
        desk = new Desk(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bundle",
                "prove",
                "verify",
                "verify code.txt",
                "verify code.txt --bundle bundle.bin",
                "verify code.txt --bundle bundle.bin --anchors",
                "verify code.txt --bundle bundle.bin --anchors anchors.bin --at yesterday",
                "verify code.txt --bundle bundle.bin --anchors anchors.bin --bundle-grace 2days",
                "verify code.txt --bundle bundle.bin --anchors anchors.bin --bundle-grace -P2D",
                "verify code.txt --bundle bundle.bin --anchors anchors.bin --clock-skew PT1H",
                "verify code.txt --bundle bundle.bin --anchors anchors.bin --presence near",
                "verify code.txt --bundle bundle.bin --anchors anchors.bin --nonce 00",
                "verify code.txt --bundle bundle.bin --anchors anchors.bin --lang fr",
                "verify code.txt --bundle bundle.bin --anchors anchors.bin --trust-all",
                "inspect",
                "bundle check bundle.bin",
                "bundle show",
                "bundle anchors --network test --k two --out x RegionA=RegionA.pem"
            })
    void misuse_is_told_apart_from_a_verdict(String arguments) {
        Run run = Desk.runHere(Bytes.EMPTY, arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("zhaoku: CLI_USAGE ")
                .endsWith(" --help\n")
                .doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_code_that_is_one_argument_too_many_is_not_repeated() throws Exception {
        String code = desk.text("code.txt");
        Run run = desk.run(Bytes.EMPTY, "inspect", "code.txt", code);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("zhaoku: CLI_USAGE ").doesNotContain("ZK1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "verify --help", "inspect --help", "bundle --help", "bundle check --help", "--version"
            })
    void help_and_version_are_had(String arguments) throws Exception {
        Run run = desk.run(Bytes.EMPTY, arguments.split(" "));
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("zhaoku");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void every_damage_of_every_file_ends_with_a_status_and_none_is_valid() {
        Map<String, String> faults = new TreeMap<>();
        for (String file : List.of("licence.bin", "bundle.bin", "anchors.bin", "receipt.bin", "checkpoint.bin")) {
            Mutations.of(desk.read(file)).forEach((how, damaged) -> {
                // one of thirty: the parsers have tests of their own for all
                if (how.hashCode() % 30 == 0) {
                    desk.write("damaged", damaged);
                    for (String[] arguments : List.of(
                            trusting("verify", "damaged", "bundle.bin", "anchors.bin"),
                            trusting(
                                    "verify",
                                    "licence.bin",
                                    file.equals("bundle.bin") ? "damaged" : "bundle.bin",
                                    file.equals("anchors.bin") ? "damaged" : "anchors.bin"),
                            new String[] {"inspect", desk.path("damaged").toString()},
                            new String[] {"bundle", "show", desk.path("damaged").toString(), "--json"})) {
                        Run run = Desk.runHere(Bytes.EMPTY, arguments);
                        boolean own = arguments[1].endsWith("damaged");
                        if (!List.of(0, 1, 3, 4).contains(run.status())
                                || run.err().contains("CLI_INTERNAL")
                                || (own && arguments[0].equals("verify") && run.status() == 0)) {
                            faults.put(file + " " + how + " " + arguments[0], run.status() + " " + run.err());
                        }
                    }
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    private static String[] trusting(String command, String input, String bundle, String anchors) {
        return new String[] {
            command,
            desk.path(input).toString(),
            "--bundle",
            desk.path(bundle).toString(),
            "--anchors",
            desk.path(anchors).toString(),
            "--at",
            World.NOW.toString()
        };
    }

    @Test
    void an_input_without_end_is_cut_off() {
        var endless = new InputStream() {
            @Override
            public int read() {
                return 'A';
            }

            @Override
            public int read(byte[] to, int from, int length) {
                Arrays.fill(to, from, from + length, (byte) 'A');
                return length;
            }
        };
        assertThatThrownBy(() -> UserFiles.read("standard input", endless, InputReader.MAX_LENGTH))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.code()).isEqualTo("CLI_TOO_LARGE"));
    }

    @Test
    void nothing_of_a_text_can_move_the_cursor() {
        assertThat(Plain.text("a\u001b[2Jb\u202ec\n")).isEqualTo("a\ufffd[2Jb\ufffdc\ufffd");
    }
}
