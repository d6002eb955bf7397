package org.zhaoku.verifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cli.Desk.Run;

class VerifyCommandTest {
    private static final String NAME = "**丰";

    @TempDir
    private static Path folder;

    private static Desk desk;

    @BeforeAll
    static void fill() throws IOException {
        desk = new Desk(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code.txt", "code.png", "shown.txt", "licence.bin"})
    void a_licence_is_valid_from_each_kind_of_file(String file) throws Exception {
        Run run = desk.verify(file);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("\nVALID 有效\n", "TEST", "LIC-400 PASSED", "持证主体: " + NAME, "age 1 d 8 h");
    }

    @Test
    void a_text_and_standard_input_do_as_well_as_a_file() throws Exception {
        String code = desk.text("code.txt");
        assertThat(desk.verify(code).status()).isZero();
        for (String file : new String[] {"code.txt", "code.png", "licence.bin"}) {
            Run run = desk.run(desk.read(file), Desk.withTrust("-", "--lang", "en"));
            assertThat(run.status()).as(file).isZero();
            assertThat(run.out())
                    .startsWith("standard input")
                    .contains("\nVALID\n")
                    .doesNotContain("有效");
        }
    }

    @Test
    void each_outcome_has_its_status_and_only_valid_shows_content() throws Exception {
        Run invalid = desk.verify("revoked.txt");
        assertThat(invalid.status()).isEqualTo(1);
        assertThat(invalid.out()).contains("INVALID 无效", "LIC-60", "      -> ").doesNotContain(NAME);
        Run untold = desk.verify("no-receipt.txt");
        assertThat(untold.status()).isEqualTo(3);
        assertThat(untold.out()).contains("CANNOT_TELL 无法判定").doesNotContain(NAME);
        assertThat(desk.verify("revoked.txt", "no-receipt.txt", "code.txt").status())
                .isEqualTo(1);
        assertThat(desk.verify("no-receipt.txt", "code.txt").status()).isEqualTo(3);
        assertThat(desk.verify("no-receipt.txt", "missing.txt").status()).isEqualTo(4);
        assertThat(desk.verify("revoked.txt", "missing.txt").status()).isEqualTo(1);
    }

    @Test
    void json_is_the_same_each_time_and_holds_checks_and_content() throws Exception {
        Run run = desk.verify("shown.txt", "--json");
        assertThat(run.out()).isEqualTo(desk.verify("shown.txt", "--json").out());
        CBORObject json = run.json();
        assertThat(json.get("test").AsBoolean()).isTrue();
        assertThat(json.get("bundle").get("cosigners").ToJSONString()).isEqualTo("[\"RegionA\",\"RegionB\"]");
        CBORObject verdict = json.get("verdicts").get(0);
        assertThat(verdict.get("outcome").AsString()).isEqualTo("VALID");
        assertThat(verdict.get("checks").get(0).get("code").AsString()).isEqualTo("LIC-100");
        assertThat(verdict.get("content").get("face").get(0).get("name").AsString())
                .isEqualTo("持证主体");
        assertThat(verdict.get("content").get("disclosed").get(1).get("key").AsString())
                .isEqualTo("FirstIssued");
        assertThat(verdict.get("content").get("disclosed").get(1).get("value").AsString())
                .matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(run.out().indexOf("\"outcome\"")).isLessThan(run.out().indexOf("\"checks\""));
    }

    @Test
    void many_lines_have_a_verdict_each_and_are_counted() throws Exception {
        String lines =
                "\ufeff" + desk.text("code.txt") + "\r\n\n" + desk.text("revoked.txt") + "\nhttps://example.org/\n"
                        + desk.text("no-receipt.txt") + "\n" + desk.text("presentation.txt") + "\n";
        Run run = desk.run(Bytes.utf8(lines), Desk.withTrust("-", "--brief", "--progress"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("standard input:1: TEST VALID []"),
                        line -> assertThat(line).startsWith("standard input:3: TEST INVALID [LIC-60"),
                        line -> assertThat(line).isEqualTo("standard input:4: TEST INVALID [LIC-101]"),
                        line -> assertThat(line).startsWith("standard input:5: TEST CANNOT_TELL ["),
                        line -> assertThat(line).startsWith("standard input:6 #1: TEST "),
                        line -> assertThat(line).startsWith("standard input:6 #2: TEST INVALID"));
        assertThat(run.err()).contains("4 of 4");
        CBORObject counts = desk.run(Bytes.utf8(lines), Desk.withTrust("-", "--json"))
                .json()
                .get("counts");
        assertThat(counts.get("VALID").AsInt32()
                        + counts.get("INVALID").AsInt32()
                        + counts.get("CANNOT_TELL").AsInt32())
                .isEqualTo(6);
    }

    @Test
    void a_presentation_is_asked_for_audience_nonce_and_presence() throws Exception {
        desk.write("one.txt", Bytes.utf8(desk.text("presentation.txt")));
        Run right = desk.verify(
                "one.txt", "--audience", Desk.AUDIENCE, "--nonce", Desk.NONCE, "--presence", "gateway", "--json");
        assertThat(right.json().get("verdicts").get(0).get("outcome").AsString())
                .isEqualTo("VALID");
        Run other = desk.verify("one.txt", "--nonce", "ff" + Desk.NONCE.substring(2), "--json");
        assertThat(other.json().get("verdicts").get(0).get("outcome").AsString())
                .isEqualTo("INVALID");
        assertThat(desk.verify("code.txt", "--presence", "HOLDER").status()).isNotZero();
    }

    @Test
    void what_is_relaxed_is_named() throws Exception {
        Run receipt = desk.verify("no-receipt.txt", "--without-receipt", "--without-status");
        assertThat(receipt.status()).isZero();
        assertThat(receipt.out())
                .contains("relaxed: RECEIPT_NOT_REQUIRED", "relaxed: STATUS_NOT_REQUIRED", "not required");
        Run grace = desk.verify("code.txt", "--at", "2026-06-08T00:00:00Z", "--bundle-grace", "P2D", "--json");
        assertThat(grace.status()).isEqualTo(2);
        Run old = desk.run(
                Bytes.EMPTY,
                "verify",
                "code.txt",
                "--bundle=bundle.bin",
                "--anchors=anchors.bin",
                "--at=2026-06-08T00:00:00Z",
                "--bundle-grace=P2D",
                "--json");
        assertThat(old.status()).isZero();
        assertThat(old.json().get("verdicts").get(0).get("relaxations").ToJSONString())
                .isEqualTo("[\"BUNDLE_GRACE\"]");
        assertThat(desk.verify("code.txt", "--status-not-older-than", "PT1H").status())
                .isEqualTo(3);
        assertThat(desk.verify("code.txt", "--clock-skew", "PT5M").status()).isZero();
    }

    @Test
    void parts_come_from_a_folder_or_from_other_files_of_the_bundle() throws Exception {
        String[] partial = {
            "verify", "code.txt", "--bundle", "partial.bin", "--anchors", "anchors.bin", "--at", "2026-06-01T08:00:00Z"
        };
        assertThat(desk.run(Bytes.EMPTY, partial).status()).isEqualTo(3);
        assertThat(desk.run(Bytes.EMPTY, with(partial, "--parts", "served")).status())
                .isZero();
        assertThat(desk.run(Bytes.EMPTY, with(partial, "--parts", "served/parts"))
                        .status())
                .isZero();
        assertThat(desk.run(Bytes.EMPTY, with(partial, "--bundle", "bundle.bin"))
                        .status())
                .isZero();
        Run mixed = desk.run(Bytes.EMPTY, with(partial, "--bundle", "newer.bin"));
        assertThat(mixed.status()).isEqualTo(4);
        assertThat(mixed.err()).startsWith("zhaoku: PART_MISMATCH ");
        assertThat(desk.run(Bytes.EMPTY, with(partial, "--parts", "nowhere")).err())
                .startsWith("zhaoku: CLI_FILE_UNREADABLE ");
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "missing.txt, CLI_FILE_UNREADABLE",
        "served, CLI_FILE_UNREADABLE",
        "bundle.bin, CLI_INPUT_UNKNOWN",
        "anchors.bin, CLI_INPUT_UNKNOWN",
        "empty, CLI_INPUT_UNKNOWN",
        "half.png, IMAGE_NOT_READABLE",
        "no-code.png, CLI_NO_QR_CODE"
    })
    void an_input_that_is_none_is_said_with_its_code(String file, String code) throws Exception {
        desk.write("empty", Bytes.EMPTY);
        desk.write("half.png", desk.read("code.png").slice(0, 100));
        var image = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_BINARY);
        ImageIO.write(image, "png", desk.path("no-code.png").toFile());
        Run run = desk.verify(file);
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).startsWith("zhaoku: " + file + ": " + code + " ").doesNotContain("\tat ");
        Run json = desk.verify(file, "--json");
        assertThat(json.json().get("unusable").get(0).get("code").AsString()).isEqualTo(code);
    }

    @Test
    void a_bundle_or_anchors_that_are_none_are_said_with_their_code_in_json_too() throws Exception {
        Run anchors = desk.run(
                Bytes.EMPTY, "verify", "code.txt", "--bundle", "bundle.bin", "--anchors", "bundle.bin", "--json");
        assertThat(anchors.status()).isEqualTo(4);
        assertThat(anchors.json().get("error").get("code").AsString()).isEqualTo("CLI_ANCHORS_DAMAGED");
        Run bundle = desk.run(Bytes.EMPTY, "verify", "code.txt", "--bundle", "code.txt", "--anchors", "anchors.bin");
        assertThat(bundle.status()).isEqualTo(4);
        assertThat(bundle.err()).startsWith("zhaoku: MALFORMED ");
        assertThat(bundle.out()).isEmpty();
    }

    @Test
    void without_a_time_it_is_now() throws Exception {
        Run run = desk.run(
                Bytes.EMPTY, "verify", "code.txt", "--bundle", "bundle.bin", "--anchors", "anchors.bin", "--json");
        assertThat(run.json().get("at").AsString()).isGreaterThan("2026-");
    }

    @Test
    void an_image_of_another_code_is_no_licence() throws Exception {
        Run run = desk.verify("blank.png", "--brief");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("blank.png: TEST INVALID [LIC-101]\n");
    }
}
