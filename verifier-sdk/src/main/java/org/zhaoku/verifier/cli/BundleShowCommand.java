package org.zhaoku.verifier.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.zhaoku.verifier.trust.TrustBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bundle show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows what a trust bundle says of itself. It verifies nothing: see \"bundle check\".")
final class BundleShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "a trust bundle or a delta")
    private Path file = Path.of("");

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    BundleShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Inspection bundle = InspectedFiles.bundle(UserFiles.read("the bundle", file, TrustBundle.MAX_FILE));
        console.out().print(json ? bundle.report(new Facts()).json() + "\n" : bundle.text());
        return ExitCode.DONE.number();
    }
}
