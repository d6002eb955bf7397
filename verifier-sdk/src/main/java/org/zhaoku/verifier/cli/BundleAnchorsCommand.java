package org.zhaoku.verifier.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.zhaoku.verifier.cose.Network;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.trust.TrustAnchors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bundle anchors}. */
@Command(
        name = "anchors",
        mixinStandardHelpOptions = true,
        description =
                "Writes whom you trust to a file. Have the certificates from the regions themselves, not from where the bundle"
                        + " comes, and guard the file: it is not signed.")
final class BundleAnchorsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "REGION=CERTIFICATE",
            description = "MSP id of a region and the certificate, DER or PEM, of its key for checkpoints")
    private List<String> cosigners = List.of();

    @Option(names = "--network", required = true, paramLabel = "NAME", description = "the ledger's network")
    private String network = "";

    @Option(
            names = "--k",
            required = true,
            paramLabel = "N",
            description = "from how many regions a bundle must be signed")
    private int k;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "file to write; it must not be there yet")
    private Path out = Path.of("");

    BundleAnchorsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TrustAnchors anchors = anchors();
        UserFiles.write("the anchors", out, anchors.encode());
        console.out().print(InspectedFiles.of(anchors).text());
        return ExitCode.DONE.number();
    }

    private TrustAnchors anchors() {
        Map<KeyId, TrustAnchors.Cosigner> keys = new TreeMap<>();
        try {
            for (String cosigner : cosigners) {
                int sign = cosigner.indexOf('=');
                if (sign < 0) {
                    throw new IllegalArgumentException("expected REGION=CERTIFICATE, got an argument without =");
                }
                Sm2Certificate certificate = Certificates.read(Path.of(cosigner.substring(sign + 1)));
                var key = new TrustAnchors.Cosigner(cosigner.substring(0, sign), certificate.publicKey());
                if (keys.put(certificate.kid(), key) != null) {
                    throw new IllegalArgumentException("expected each certificate once, got one twice");
                }
            }
            return new TrustAnchors(new Network(network), keys, k);
        } catch (CliException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new CliException("CLI_ANCHORS_IMPOSSIBLE", String.valueOf(e.getMessage()));
        }
    }
}
