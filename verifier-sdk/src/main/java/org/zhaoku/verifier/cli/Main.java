package org.zhaoku.verifier.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Where {@code java -jar} begins. */
@Command(
        name = "zhaoku",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        description = "Verifies electronic licences, offline. 离线核验电子证照",
        footer = {
            "",
            "Exit status: 0 all VALID or done, 1 something is INVALID, 2 misuse, 3 something is CANNOT_TELL,",
            "4 an input, the bundle, the anchors or the store cannot be used. What stands first of 1, 4, 3, 0 is said."
        })
final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** From the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"zhaoku verifier " + (version == null ? "(unpacked)" : version)};
        }
    }

    private Main() {}

    /** @param arguments see {@code --help} */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        int status = run(new Console(System.in, out, err, InstantSource.system()), arguments);
        err.flush();
        if (out.checkError()) {
            err.println("zhaoku: the output could not be written as a whole");
            err.flush();
            status = ExitCode.UNUSABLE.number();
        }
        System.exit(status);
    }

    /** What no handler sees, such as too little memory or a Java without java.desktop, ends without a stack trace, too. */
    private static int run(Console console, String[] arguments) {
        try {
            return commandLine(console).execute(arguments);
        } catch (VirtualMachineError | LinkageError e) {
            console.err()
                    .println("zhaoku: CLI_INTERNAL this Java lacks something, "
                            + e.getClass().getSimpleName()
                            + ": give it more memory (-Xmx), and java.desktop for images");
            return ExitCode.UNUSABLE.number();
        }
    }

    /** UTF-8 whatever the locale: half of what is said is Chinese. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    static CommandLine commandLine(Console console) {
        var line = new CommandLine(new Main())
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new InspectCommand(console))
                .addSubcommand(new CommandLine(new BundleCommand())
                        .addSubcommand(new BundleShowCommand(console))
                        .addSubcommand(new BundleCheckCommand(console))
                        .addSubcommand(new BundleAnchorsCommand(console)))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Instant.class, Main::instant)
                .registerConverter(Duration.class, Main::duration)
                .setExecutionExceptionHandler(new Failures(console))
                .setParameterExceptionHandler(new Misuse(console));
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("expected a moment like 2026-06-01T08:00:00Z");
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("expected a length of time like P2D or PT12H");
        }
    }
}
