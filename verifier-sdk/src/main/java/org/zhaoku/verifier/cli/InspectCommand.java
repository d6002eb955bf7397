package org.zhaoku.verifier.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.VerificationReceipt;
import org.zhaoku.verifier.pki.Sm2Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Says what something is and how it is built. It verifies nothing, but for --certificate.")
final class InspectCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "FILE|TEXT|-",
            description =
                    "an image, a code or presentation, a licence package, a trust bundle, a checkpoint, a split view, a"
                            + " verification receipt, a status list and more")
    private String input = "-";

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "checks a verification receipt's signature with this certificate; status 1 if it is wrong")
    private @Nullable Path certificate;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Inspection> found = InputReader.isCode(input)
                ? List.of(Inspection.of(input))
                : Inspection.of(new InputReader(console).bytes(input));
        Sm2Certificate signer = certificate == null ? null : Certificates.read(certificate);
        var checked = new Facts();
        ExitCode code = ExitCode.DONE;
        if (signer != null) {
            boolean right = signedBy(receipt(found), signer);
            checked.put("certificate", signer.kid().toString()).put("signature", right ? "RIGHT" : "WRONG");
            code = right ? ExitCode.DONE : ExitCode.INVALID;
        }
        if (json) {
            var reports = found.stream().map(each -> each.report(checked)).toList();
            console.out().println(new Facts().put("inspected", reports).json());
        } else {
            found.forEach(each -> console.out().print(each.text()));
            console.out().print(checked.text());
        }
        return code.number();
    }

    private static VerificationReceipt receipt(List<Inspection> found) {
        return found.get(0)
                .receipt()
                .orElseThrow(() -> new CliException(
                        "CLI_INPUT_UNKNOWN",
                        "--certificate: expected a verification receipt, got a "
                                + found.get(0).kind()));
    }

    /** The key that the receipt names must be this one: a kid is part of what is signed. */
    private static boolean signedBy(VerificationReceipt receipt, Sm2Certificate signer) {
        return receipt.kid().equals(signer.kid()) && receipt.verifies(signer.publicKey());
    }
}
