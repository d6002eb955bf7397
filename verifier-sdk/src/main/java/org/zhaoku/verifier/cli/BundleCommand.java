package org.zhaoku.verifier.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bundle}: the parent of what is done with trust bundles. */
@Command(name = "bundle", mixinStandardHelpOptions = true, description = "Trust bundles and trust anchors.")
final class BundleCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected show, check or anchors");
    }
}
