package org.zhaoku.verifier.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.trust.TrustBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Says of each licence whether it is VALID, INVALID or CANNOT_TELL, and why.")
final class VerifyCommand implements Callable<Integer> {
    /** Progress is told so many times. */
    private static final int STEPS = 20;

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|TEXT|-",
            description = {
                "an image with a QR code, a text file with a code a line, a licence package;",
                "or a code's text itself, which begins with ZK1: or ZP1:; or - for standard input"
            })
    private List<String> inputs = List.of();

    @Option(
            names = "--bundle",
            required = true,
            paramLabel = "FILE",
            description = "the trust bundle; several times for several files of one bundle")
    private List<Path> bundles = List.of();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "the time of verification, for example" + " 2026-06-01T08:00:00Z; now if not given")
    private @Nullable Instant at;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Option(names = "--brief", description = "one line for each verdict")
    private boolean brief;

    @Option(names = "--lang", paramLabel = "LANG", description = "zh, en or both, which is the default")
    private Language language = Language.BOTH;

    @Option(names = "--progress", description = "says on standard error how many are done")
    private boolean progress;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Instant time = at == null ? console.clock().instant().truncatedTo(ChronoUnit.SECONDS) : at;
        var asked = policy.policy();
        TrustBundle bundle = trust.open(bundles);
        var reader = new InputReader(console);
        List<Input> read = inputs.stream().map(reader::read).toList();
        Results results = Results.of(
                read,
                new LicenceVerifier(bundle, asked),
                time,
                progress(Results.codes(read).size()));
        if (json) {
            console.out()
                    .println(VerdictFacts.of(results, bundle, time, trust.remembers())
                            .json());
        } else {
            var text = new VerdictText(language);
            console.out().print(brief ? text.brief(results) : text.full(results, trust.remembers()));
            results.unusable()
                    .forEach(input -> console.err()
                            .println("zhaoku: " + input.label() + ": " + input.code() + " " + input.message()));
        }
        return results.exitCode().number();
    }

    private IntConsumer progress(int total) {
        int step = Math.max(1, total / STEPS);
        return done -> {
            if (progress && (done % step == 0 || done == total)) {
                console.err().println(done + " of " + total);
            }
        };
    }
}
