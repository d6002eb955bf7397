package org.zhaoku.verifier.cli;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers arguments that make no sense. */
final class Misuse implements IParameterExceptionHandler {
    private final Console console;

    Misuse(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        console.err()
                .println("zhaoku: CLI_USAGE " + message(failure) + "; see "
                        + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.MISUSE;
    }

    /** An argument too many may be a licence's code: it is counted, not repeated. */
    private static String message(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched.getUnmatched().stream()
                    .filter(argument -> argument.matches("--?[a-z-]{1,40}"))
                    .findFirst()
                    .map(option -> "unknown option " + option)
                    .orElse("got " + unmatched.getUnmatched().size() + " arguments more than expected");
        }
        return String.valueOf(failure.getMessage());
    }
}
