package org.zhaoku.gateway.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.zhaoku.gateway.issue.MongoBatchRepository;
import org.zhaoku.gateway.ledger.Ledger;
import org.zhaoku.gateway.ledger.LedgerException;
import org.zhaoku.gateway.ledger.embedded.LedgerCheck;
import org.zhaoku.gateway.licence.MongoStatements;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.StoreException;

/**
 * The commands of the auditor: {@code ledger-check FILE} and {@code audit [SETTINGS]}, the settings being those of the gateway.
 * Exit status: 0 all agrees, 1 something does not, 2 misuse, 3 it could not be looked at. The last line is JSON.
 */
public final class AuditMain {
    /** All agrees. */
    static final int GOOD = 0;
    /** Something does not agree. */
    static final int BAD = 1;
    /** The command was wrong. */
    static final int MISUSE = 2;
    /** It could not be looked at. */
    static final int UNKNOWN = 3;

    private AuditMain() {}

    // what an audit needs of a gateway and no more, made when it is asked for; not a @Configuration, or the gateway
    // would find it
    @ComponentScan({
        "org.zhaoku.gateway.ledger",
        "org.zhaoku.gateway.store",
        "org.zhaoku.gateway.keys",
        "org.zhaoku.gateway.work"
    })
    static class Parts {
        @Bean
        Audit audit(Ledger ledger, Database database, Clock clock) {
            return new Audit(ledger, new MongoBatchRepository(database, clock), new MongoStatements(database));
        }
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /** The same without ending the process. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            if (arguments.size() == 2 && arguments.get(0).equals("ledger-check")) {
                return check(Path.of(arguments.get(1)), out);
            }
            if (!arguments.isEmpty() && arguments.get(0).equals("audit")) {
                return audit(arguments.subList(1, arguments.size()), out);
            }
            err.println("expected: ledger-check FILE, or: audit [SETTINGS of the gateway]");
            return MISUSE;
        } catch (RuntimeException e) {
            err.println(reason(e));
            return UNKNOWN;
        }
    }

    private static int check(Path file, PrintStream out) {
        try {
            LedgerCheck.Result result = LedgerCheck.of(file);
            out.printf(
                    "Every block follows from the one before it, and every transaction from the contracts.%n"
                            + "This is one party's ledger, not a shared one: only a note of the last hash, kept elsewhere,%n"
                            + "tells whether the whole of it was made anew.%n"
                            + "{\"network\":\"%s\",\"blocks\":%d,\"transactions\":%d,\"hash\":\"%s\"}%n",
                    result.network().name(),
                    result.blocks(),
                    result.transactions(),
                    result.hash().hex());
            return GOOD;
        } catch (LedgerException e) {
            out.printf("%s: %s%n", e.code(), e.getMessage());
            return BAD;
        } catch (NoSuchFileException e) {
            throw new LedgerException(
                    LedgerException.Kind.UNAVAILABLE,
                    "LEDGER_UNAVAILABLE",
                    "there is no embedded ledger " + file + "; name the gateway's data directory with --data",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int audit(List<String> settings, PrintStream out) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of("logging.level.root", "error"))
                .run(settings.toArray(String[]::new))) {
            AuditReport report = context.getBean(Audit.class).run();
            report.findings().forEach(out::println);
            out.println(report.json());
            return report.findings().isEmpty() ? GOOD : BAD;
        }
    }

    // the innermost of ours says best what to do
    private static String reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof LedgerException ledger) {
                return ledger.code() + ": " + ledger.getMessage();
            }
            if (cause instanceof StoreException store) {
                return store.code() + ": " + store.getMessage();
            }
        }
        return "it could not be looked at: " + e.getClass().getSimpleName();
    }
}
