package org.zhaoku.verifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cli.Desk.Run;
import org.zhaoku.verifier.status.StatusList;
import org.zhaoku.verifier.testing.World;

class InspectAndBundleTest {
    @TempDir
    private static Path folder;

    private static Desk desk;

    @BeforeAll
    static void fill() throws IOException {
        desk = new Desk(folder);
        desk.write("list.bin", StatusList.of(2, index -> index % 4, 100).encode());
        desk.write("marks.bin", StatusList.of(1, index -> index % 2, 100).encode());
        desk.write("manifest.bin", new World().draft(World.NETWORK).manifest().encoded());
    }

    private static Run run(String... arguments) throws Exception {
        return desk.run(Bytes.EMPTY, arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "code.txt, licence code",
        "code.png, licence code",
        "shown.txt, licence code",
        "presentation.txt, presentation",
        "licence.bin, licence package",
        "bundle.bin, trust bundle",
        "anchors.bin, trust anchors",
        "manifest.bin, manifest of a trust bundle",
        "list.bin, status list",
        "marks.bin, status list",
        "checkpoint.bin, signed checkpoint",
        "receipt.bin, verification receipt"
    })
    void each_kind_is_told_and_nothing_is_said_to_be_verified(String file, String kind) {
        String path = desk.path(file).toString();
        Run text = Desk.runHere(Bytes.EMPTY, "inspect", path);
        assertThat(text.status()).as(text.err()).isZero();
        assertThat(text.out()).startsWith("!!! NOTHING HERE WAS VERIFIED.").contains("\n" + kind + "\n");
        assertThat(text.out()).doesNotContain("丰", "高处");
        CBORObject json = Desk.runHere(desk.read(file), "inspect", "-", "--json")
                .json()
                .get("inspected")
                .get(0);
        assertThat(json.get("kind").AsString()).isEqualTo(kind);
        assertThat(json.get("verified").AsBoolean()).isFalse();
    }

    @Test
    void a_verification_receipt_is_checked_with_a_certificate() throws Exception {
        Run right = run("inspect", "receipt.bin", "--certificate", "certificate.der");
        assertThat(right.status()).isZero();
        assertThat(right.out()).contains("verifier: counter 1", "signature: RIGHT");
        Run wrong = run("inspect", "receipt.bin", "--certificate", "RegionA.pem", "--json");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.json()
                        .get("inspected")
                        .get(0)
                        .get("checked")
                        .get("signature")
                        .AsString())
                .isEqualTo("WRONG");
        assertThat(run("inspect", "bundle.bin", "--certificate", "RegionA.pem").status())
                .isEqualTo(4);
        assertThat(run("inspect", "receipt.bin", "--certificate", "code.txt").err())
                .startsWith("zhaoku: CLI_CERTIFICATE_DAMAGED ");
    }

    @Test
    void what_is_nothing_of_ours_cannot_be_inspected() {
        Map.of("text", Bytes.utf8("hello"), "bytes", Bytes.of((byte) 0xff, (byte) 0), "nothing", Bytes.EMPTY)
                .forEach((what, content) -> {
                    Run run = Desk.runHere(content, "inspect", "-");
                    assertThat(run.status()).as(what).isEqualTo(4);
                    assertThat(run.err()).startsWith("zhaoku: CLI_INPUT_UNKNOWN ");
                });
        Run cut = Desk.runHere(Bytes.EMPTY, "inspect", desk.text("code.txt").substring(0, 50));
        assertThat(cut.err()).startsWith("zhaoku: CLI_INPUT_UNKNOWN ").contains("begins with ZK1:");
    }

    @Test
    void a_bundle_is_shown_unverified_and_checked() throws Exception {
        Run shown = run("bundle", "show", "bundle.bin");
        assertThat(shown.status()).isZero();
        assertThat(shown.out())
                .startsWith("!!! NOTHING HERE WAS VERIFIED")
                .contains("- name: registry, version: 7, bytes: ");
        Run checked = run(
                "bundle", "check", "bundle.bin", "--anchors", "anchors.bin", "--at", World.NOW.toString(), "--json");
        assertThat(checked.status()).isZero();
        assertThat(checked.json().get("cosigners").ToJSONString()).isEqualTo("[\"RegionA\",\"RegionB\"]");
        assertThat(checked.json().get("validity").AsString()).isEqualTo("CURRENT");
        Run expired = run("bundle", "check", "bundle.bin", "--anchors", "anchors.bin", "--at", "2027-01-01T00:00:00Z");
        assertThat(expired.status()).isEqualTo(3);
        assertThat(expired.out()).contains("validity: EXPIRED");
        Run early = run("bundle", "check", "bundle.bin", "--anchors", "anchors.bin", "--at", "2026-01-01T00:00:00Z");
        assertThat(early.out()).contains("validity: NOT_YET");
        assertThat(run("bundle", "show", "code.txt").status()).isEqualTo(4);
    }

    @Test
    void anchors_are_made_of_certificates_and_open_the_bundle() throws Exception {
        Run made = run(
                "bundle",
                "anchors",
                "--network",
                "test",
                "--k",
                "2",
                "--out",
                "mine.bin",
                "RegionA=RegionA.pem",
                "RegionB=RegionB.pem",
                "RegionC=RegionC.pem");
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(desk.read("mine.bin")).isEqualTo(desk.read("anchors.bin"));
        assertThat(anchors("test", "2", "mine.bin", "RegionA=RegionA.pem").err())
                .startsWith("zhaoku: CLI_ANCHORS_IMPOSSIBLE ");
        assertThat(anchors("test", "1", "mine.bin", "RegionA=RegionA.pem").err())
                .startsWith("zhaoku: CLI_FILE_NOT_WRITTEN ");
        assertThat(anchors("Test", "1", "x.bin", "RegionA=RegionA.pem").err())
                .startsWith("zhaoku: CLI_ANCHORS_IMPOSSIBLE ");
        assertThat(anchors("test", "1", "x.bin", "RegionA.pem").err()).startsWith("zhaoku: CLI_ANCHORS_IMPOSSIBLE ");
        assertThat(anchors("test", "1", "x.bin", "RegionA=RegionA.pem", "RegionB=RegionA.pem")
                        .err())
                .startsWith("zhaoku: CLI_ANCHORS_IMPOSSIBLE ");
        assertThat(anchors("test", "1", "one.bin", "RegionA=certificate.der").status())
                .isZero();
        Run foreign = Desk.runHere(
                Bytes.EMPTY,
                "bundle",
                "check",
                desk.path("bundle.bin").toString(),
                "--anchors",
                desk.path("one.bin").toString());
        assertThat(foreign.status()).isEqualTo(4);
        assertThat(foreign.err()).startsWith("zhaoku: FOREIGN_SIGNER ");
    }

    private static Run anchors(String network, String k, String out, String... cosigners) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "bundle",
                                "anchors",
                                "--network",
                                network,
                                "--k",
                                k,
                                "--out",
                                desk.path(out).toString()),
                        Stream.of(cosigners).map(cosigner -> cosigner.replace("=", "=" + desk.path("") + "/")))
                .toArray(String[]::new);
        return Desk.runHere(Bytes.EMPTY, arguments);
    }
}
