package org.zhaoku.verifier.cli;

import com.upokecenter.cbor.CBORObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.VerificationReceipt;
import org.zhaoku.verifier.anchor.FullReceipt;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.code.LicencePackage;
import org.zhaoku.verifier.log.Checkpoint;
import org.zhaoku.verifier.log.SignedCheckpoint;
import org.zhaoku.verifier.presentation.Presentation;
import org.zhaoku.verifier.presentation.PresentationSigner;
import org.zhaoku.verifier.presentation.Showing;
import org.zhaoku.verifier.qr.QrImages;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.statement.FieldTree;
import org.zhaoku.verifier.status.StatusValue;
import org.zhaoku.verifier.testing.Department;
import org.zhaoku.verifier.testing.Samples;
import org.zhaoku.verifier.testing.World;
import org.zhaoku.verifier.trust.BundleDraft;
import org.zhaoku.verifier.trust.CosignedCheckpoint;

/** A folder with all that a clerk's machine could hold, and the command line run in it. */
final class Desk {
    static final String AUDIENCE = Samples.OTHER_ISSUER;
    static final String NONCE = "00112233445566778899aabbccddeeff";

    private final Path folder;

    /** What a run left behind. */
    record Run(int status, String out, String err) {
        CBORObject json() {
            return CBORObject.FromJSONString(out);
        }
    }

    Desk(Path folder) throws IOException {
        this.folder = folder;
        var world = new World();
        List<World.Anchored> issued = world.issue(3);
        World.Anchored alone =
                world.anchor(World.sign(Samples.statement("20269999999", Samples.fields(0)), world.department));
        // of the second, the second number of the first tile
        world.statuses.put(1L, StatusValue.ENDED);
        String text = issued.get(0).code().text();
        write("code.txt", Bytes.utf8(text + "\n"));
        write("code.png", Bytes.of(QrImages.png(text, 4)));
        write("blank.png", Bytes.of(QrImages.png("https://example.org/", 4)));
        FieldTree fields = issued.get(0).fields();
        write(
                "shown.txt",
                Bytes.utf8(issued.get(0)
                        .code(fields.disclose(new TreeSet<>(List.of(2, 3))))
                        .text()));
        write("revoked.txt", Bytes.utf8(issued.get(1).code().text()));
        write(
                "no-receipt.txt",
                Bytes.utf8(new LicenceCode(issued.get(2).statement(), Optional.empty(), Optional.empty()).text()));
        write(
                "licence.bin",
                new LicencePackage(
                                alone.statement(),
                                new FullReceipt(
                                        alone.receipt(),
                                        0,
                                        List.of(),
                                        alone.batch().message()),
                                Optional.empty())
                        .encode());
        write(
                "presentation.txt",
                Bytes.utf8(Presentation.sign(
                                List.of(issued.get(0).code(), issued.get(1).code()),
                                Showing.at(World.NOW, Optional.of(AUDIENCE), Optional.of(Bytes.fromHex(NONCE))),
                                World.NETWORK,
                                List.of(PresentationSigner.gateway(world.gateway)))
                        .text()));
        write("bundle.bin", world.bundleFile(World.NETWORK));
        write("anchors.bin", World.anchors(World.NETWORK).encode());
        write(
                "receipt.bin",
                VerificationReceipt.sign(
                                new LicenceVerifier(world.bundle()).verify(text, World.NOW), "counter 1", world.other)
                        .encoded());
        write(
                "checkpoint.bin",
                SignedCheckpoint.sign(checkpoint(world, "root 7"), World.REGIONS.get(0))
                        .encoded());
        write("certificate.der", world.other.certificate().der());
        for (Department region : World.REGIONS) {
            write(region.code() + ".pem", pem(region.certificate().der()));
        }
        BundleDraft draft = world.draft(World.NETWORK);
        Bytes split = draft.file(CosignedCheckpoint.of(World.REGIONS.subList(0, 2).stream()
                .map(region -> SignedCheckpoint.sign(checkpoint(world, "another root"), region))
                .toList()));
        write("split.bin", split);
        parts(world, draft);
        world.size = 9;
        write("newer.bin", world.bundleFile(World.NETWORK));
    }

    /** A bundle without the departments' parts, and the parts one by one. */
    private void parts(World world, BundleDraft draft) throws IOException {
        write(
                "partial.bin",
                draft.file(world.cosign(draft, World.BUNDLE_ISSUED, World.REGIONS.subList(0, 2)), Set.of()));
        Files.createDirectories(path("served").resolve("parts"));
        draft.manifest()
                .parts()
                .forEach(part -> write(
                        "served/" + part.path(),
                        Objects.requireNonNull(draft.parts().get(part.name()))));
    }

    private static Checkpoint checkpoint(World world, String root) {
        return world.draft(World.NETWORK)
                .checkpoint(7, Sm3.digest(Bytes.utf8(root)), new Position(7, 0), World.BUNDLE_ISSUED);
    }

    private static Bytes pem(Bytes der) {
        return Bytes.utf8("-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray())
                + "\n-----END CERTIFICATE-----\n");
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    void write(String name, Bytes content) {
        try {
            Files.write(path(name), content.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bytes read(String name) {
        try {
            return Bytes.of(Files.readAllBytes(path(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String name) {
        return new String(read(name).toArray(), StandardCharsets.UTF_8).strip();
    }

    /** Runs {@code verify} with bundle, anchors and time, in a process of its own. */
    Run verify(String... arguments) throws IOException, InterruptedException {
        return run(Bytes.EMPTY, withTrust(arguments));
    }

    static String[] withTrust(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("verify", "--bundle", "bundle.bin", "--anchors", "anchors.bin", "--at", World.NOW.toString()));
        all.addAll(List.of(arguments));
        return all.toArray(new String[0]);
    }

    /** Runs the program in this folder in a process of its own. */
    Run run(Bytes input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // the coverage of a process of its own counts, too
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                .map(argument ->
                        argument.replace("destfile=", "destfile=" + Path.of("").toAbsolutePath() + "/"))
                .map(argument -> argument.replace(Path.of("").toAbsolutePath() + "//", "/"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.zhaoku.verifier.cli.Main"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.toArray());
        } catch (IOException e) {
            // a program that ends at once does not wait for its input
        }
        int status = process.waitFor();
        var run = new Run(status, Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return run;
    }

    /** Runs the program in this process, for the many; files are named with {@link #path}. */
    static Run runHere(Bytes input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = Main.commandLine(new Console(
                        new ByteArrayInputStream(input.toArray()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        InstantSource.fixed(Instant.parse("2026-06-01T08:00:00Z"))))
                .execute(arguments);
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
