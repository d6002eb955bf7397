package org.zhaoku.verifier.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.zhaoku.verifier.testing.World.NETWORK;
import static org.zhaoku.verifier.testing.World.NOW;

import com.upokecenter.cbor.CBORObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.VerificationReceipt;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.presentation.Presentation;
import org.zhaoku.verifier.presentation.PresentationSigner;
import org.zhaoku.verifier.presentation.Showing;
import org.zhaoku.verifier.qr.QrImages;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.testing.World.Anchored;

/** The commands as a user gives them; their text goes to a memory of ours, all else is as it runs. */
class CommandLineTest {
    private static final World WORLD = new World();
    private static final List<Anchored> LICENCES = WORLD.issue(3);
    private static final String GOOD = LICENCES.get(0).code().text();
    private static final String ENDED = LICENCES.get(1).code().text();
    private static final Department WINDOW = Department.of("window", 41);

    @TempDir
    private static Path folder;

    private record Ran(int status, String out, String err) {
        CBORObject json() {
            return CBORObject.FromJSONString(out.strip());
        }
    }

    private static Ran run(String... arguments) {
        return pipe("", arguments);
    }

    private static Ran pipe(String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                () -> NOW);
        int status = Main.commandLine(console).execute(arguments);
        var ran = new Ran(status, out.toString(UTF_8), err.toString(UTF_8));
        assertThat(ran.out() + ran.err()).doesNotContain("Exception", "\tat ");
        return ran;
    }

    private static Ran verify(String input, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("verify", "--bundle", file("bundle"), "--anchors", file("anchors"), input));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void write(String name, Bytes content) throws IOException {
        Files.write(folder.resolve(name), content.toArray());
    }

    @BeforeAll
    static void files() throws IOException {
        WORLD.statuses.put(LICENCES.get(1).receipt().number(), StatusValue.ENDED);
        write("bundle", WORLD.bundleFile(NETWORK));
        write("anchors", World.anchors(NETWORK).encode());
        write("code.png", Bytes.of(QrImages.png(GOOD, 4)));
        write("codes.txt", Bytes.utf8(GOOD + "\r\n\n" + ENDED + "\n"));
        Anchored licence = LICENCES.get(0);
        var receipt =
                new FullReceipt(licence.receipt(), 0, List.of(), licence.batch().message());
        write(
                "licence",
                new LicencePackage(
                                licence.statement(),
                                receipt,
                                Optional.of(licence.fields().discloseAll()))
                        .encode());
        write("noise", Bytes.of((byte) 0xff, (byte) 0, (byte) 1));
        write("window.der", WINDOW.certificate().der());
        write(
                "receipt",
                VerificationReceipt.sign(new LicenceVerifier(WORLD.bundle()).verify(GOOD, NOW), "window 3", WINDOW)
                        .encoded());
        for (Department region : World.REGIONS) {
            write(region.code() + ".der", region.certificate().der());
        }
    }

    @Test
    void the_status_says_valid_invalid_cannot_tell_or_unusable() {
        assertThat(verify(GOOD).status()).isZero();
        assertThat(verify(ENDED).status()).isEqualTo(1);
        assertThat(verify(GOOD, "--at", "2026-07-01T00:00:00Z").status()).isEqualTo(3);
        assertThat(verify(file("noise")).status()).isEqualTo(4);
        assertThat(verify(file("missing")).err()).contains("CLI_FILE_UNREADABLE");
        assertThat(verify(GOOD, "--no-such-option").status()).isEqualTo(2);
        assertThat(run("verify", GOOD).status()).isEqualTo(2);
        assertThat(run().status()).isEqualTo(2);
        assertThat(run("--help").status()).isZero();
    }

    @Test
    void people_read_what_was_checked_and_the_licence_only_if_it_is_valid() {
        String good = verify(GOOD).out();
        assertThat(good).contains("TEST", "VALID", "LIC-600", "高处作业");
        String ended = verify(ENDED).out();
        assertThat(ended).contains("INVALID", "LIC-601", "refuse it", "不予受理").doesNotContain("高处作业");
        assertThat(verify(ENDED, "--lang", "en").out()).doesNotContain("不予受理");
        assertThat(verify(GOOD, "--without-status").out()).contains("STATUS_NOT_REQUIRED");
    }

    @Test
    void an_image_a_list_a_package_and_standard_input_are_read() {
        assertThat(verify(file("code.png")).status()).isZero();
        assertThat(verify(file("licence")).status()).isZero();
        Ran list = verify(file("codes.txt"), "--brief", "--progress");
        assertThat(list.status()).isEqualTo(1);
        assertThat(list.out().lines()).hasSize(2);
        assertThat(list.err()).contains("2 of 2");
        Ran piped =
                pipe(GOOD + "\n", "verify", "--bundle", file("bundle"), "--anchors", file("anchors"), "--brief", "-");
        assertThat(piped.status()).isZero();
    }

    @Test
    void programs_read_json() {
        CBORObject json = verify(ENDED, "--json").json();
        assertThat(json.toString()).contains("LIC-601", "INVALID");
        assertThat(verify(GOOD, "--json").json().toString()).contains("VALID");
        assertThat(verify(file("noise"), "--json").json().toString()).contains("CLI_INPUT_UNKNOWN");
    }

    @Test
    void a_store_refuses_an_older_bundle_and_a_damaged_store_is_named() throws IOException {
        String store = file("store");
        assertThat(verify(GOOD, "--store", store).status()).isZero();
        var older = new World();
        older.size = 3;
        older.issue(1);
        write("older", older.bundleFile(NETWORK));
        Ran rollback = run("verify", "--bundle", file("older"), "--anchors", file("anchors"), "--store", store, GOOD);
        assertThat(rollback.status()).isEqualTo(4);
        assertThat(rollback.err()).contains("ROLLBACK");
        write("store", Bytes.utf8("damaged"));
        assertThat(verify(GOOD, "--store", store).err()).contains("CLI_STORE_DAMAGED");
    }

    @Test
    void anchors_are_made_of_the_regions_certificates() {
        String made = file("made");
        Ran ran = run(
                "bundle",
                "anchors",
                "--network",
                "test",
                "--k",
                "2",
                "--out",
                made,
                "RegionA=" + file("RegionA.der"),
                "RegionB=" + file("RegionB.der"),
                "RegionC=" + file("RegionC.der"));
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(folder.resolve("made")).hasSameBinaryContentAs(folder.resolve("anchors"));
        assertThat(run(
                                "bundle",
                                "anchors",
                                "--network",
                                "test",
                                "--k",
                                "2",
                                "--out",
                                file("few"),
                                "A=" + file("RegionA.der"))
                        .err())
                .contains("CLI_ANCHORS_IMPOSSIBLE");
        assertThat(run("bundle", "anchors", "--network", "test", "--k", "1", "--out", file("no"), "A=" + file("noise"))
                        .err())
                .contains("CLI_CERTIFICATE_DAMAGED");
    }

    @Test
    void a_bundle_is_shown_and_checked() {
        Ran shown = run("bundle", "show", file("bundle"));
        assertThat(shown.status()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("registry", "tiles/", "status/");
        assertThat(run("bundle", "show", "--json", file("bundle")).json().toString())
                .contains("registry");
        Ran checked = run("bundle", "check", "--anchors", file("anchors"), file("bundle"));
        assertThat(checked.status()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("RegionA", "RegionB");
        Ran damaged = run("bundle", "check", "--anchors", file("anchors"), file("noise"));
        assertThat(damaged.status()).isEqualTo(4);
        assertThat(damaged.err()).contains("MALFORMED");
    }

    @Test
    void anything_is_inspected_and_called_unverified() {
        String presentation = Presentation.sign(
                        List.of(LICENCES.get(0).code()),
                        Showing.at(NOW, Optional.empty(), Optional.empty()),
                        NETWORK,
                        List.of(PresentationSigner.gateway(WORLD.gateway)))
                .text();
        for (String input : List.of(
                GOOD,
                presentation,
                file("code.png"),
                file("licence"),
                file("bundle"),
                file("anchors"),
                file("receipt"))) {
            Ran ran = run("inspect", input);
            assertThat(ran.status()).as("%s %s", input, ran.err()).isZero();
            assertThat(ran.out().toLowerCase(java.util.Locale.ROOT)).contains("verified");
            assertThat(run("inspect", "--json", input).json().size()).isPositive();
        }
        Ran noise = run("inspect", file("noise"));
        assertThat(noise.status()).isEqualTo(4);
        assertThat(noise.err()).contains("CLI_INPUT_UNKNOWN");
    }

    @Test
    void a_verification_receipt_is_checked_with_its_verifiers_certificate() {
        Ran right = run("inspect", file("receipt"), "--certificate", file("window.der"));
        assertThat(right.status()).isZero();
        assertThat(right.out()).contains("RIGHT", "window 3");
        Ran wrong = run("inspect", file("receipt"), "--certificate", file("RegionA.der"));
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out()).contains("WRONG");
        assertThat(run("inspect", GOOD, "--certificate", file("window.der")).err())
                .contains("CLI_INPUT_UNKNOWN");
    }

    @Test
    void it_runs_as_a_process_of_its_own() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.zhaoku.verifier.cli.Main",
                        "verify",
                        "--bundle",
                        file("bundle"),
                        "--anchors",
                        file("anchors"),
                        "--at",
                        NOW.toString(),
                        "--brief",
                        GOOD)
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("VALID");
    }
}
