package org.zhaoku.gateway.detached;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.zhaoku.gateway.keys.KeyFileException;
import org.zhaoku.gateway.web.ProblemException;

/**
 * The commands of a department that keeps its key to itself: {@code key} and {@code batch}. They open no connection. Exit status: 0
 * done, 1 rows are wrong and nothing was signed, 2 misuse, 3 it could not be done. The last line is JSON.
 */
public final class SignMain {
    static final int GOOD = 0;
    static final int BAD = 1;
    static final int MISUSE = 2;
    static final int IMPOSSIBLE = 3;

    private SignMain() {}

    public static void main(String[] arguments) {
        System.exit(run(
                List.of(arguments),
                System.getenv(),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                System.err,
                Clock.systemUTC()));
    }

    /** The same without ending the process. */
    static int run(
            List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err, Clock clock) {
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> options = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        try {
            return switch (command) {
                case "key" -> SignKey.run(options, environment, out, clock);
                case "batch" -> SignBatch.run(options, environment, out, clock);
                default ->
                    throw new SignException(
                            SignException.Code.SIGN_OPTION_WRONG, "expected key or batch; see ./zhaoku sign --help");
            };
        } catch (SignException e) {
            err.println(e.code() + ": " + e.getMessage());
            return e.code() == SignException.Code.SIGN_OPTION_WRONG ? MISUSE : IMPOSSIBLE;
        } catch (KeyFileException e) {
            err.println(e.code() + ": " + e.getMessage());
            return IMPOSSIBLE;
        } catch (ProblemException e) {
            err.println(e.code() + ": " + e.detail());
            return IMPOSSIBLE;
        }
    }
}
