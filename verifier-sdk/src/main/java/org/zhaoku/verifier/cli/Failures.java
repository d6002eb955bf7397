package org.zhaoku.verifier.cli;

import org.zhaoku.verifier.trust.TrustBundleException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Answers what cannot be used: code and message for people, and as JSON where that was asked for; never a stack trace. */
final class Failures implements IExecutionExceptionHandler {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        if (failure instanceof ParameterException misuse) {
            return line.getParameterExceptionHandler().handleParseException(misuse, new String[0]);
        }
        String code = code(failure);
        String message = message(failure);
        if (line.getParseResult().hasMatchedOption("--json")) {
            console.out().println(new Facts().put("error", error(code, message)).json());
        }
        console.err().println("zhaoku: " + code + " " + message);
        return ExitCode.UNUSABLE.number();
    }

    private static Facts error(String code, String message) {
        return new Facts().put("code", code).put("message", message);
    }

    private static String code(Exception failure) {
        if (failure instanceof CliException known) {
            return known.code();
        }
        return failure instanceof TrustBundleException bundle ? bundle.reason().name() : "CLI_INTERNAL";
    }

    /** The message of anything unforeseen may hold what nobody should see. */
    private static String message(Exception failure) {
        return failure instanceof CliException || failure instanceof TrustBundleException
                ? String.valueOf(failure.getMessage())
                : "a fault of this program, " + failure.getClass().getSimpleName() + ": please report it";
    }
}
