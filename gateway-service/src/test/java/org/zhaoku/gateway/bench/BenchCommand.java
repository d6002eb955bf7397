package org.zhaoku.gateway.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** {@code ./zhaoku bench ledger} and {@code ./zhaoku bench issue}; the first arguments are which, and where Fabric is, if anywhere. */
final class BenchCommand {
    private int basePort = 29_000;
    private boolean json;

    private BenchCommand() {}

    /** Exit status 0 if it was measured, 1 if something failed, 2 for a wrong option. */
    public static void main(String[] arguments) {
        try {
            new BenchCommand().run(new ArrayDeque<>(Arrays.asList(arguments)));
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println("zhaoku bench: " + e.getMessage());
            System.exit(2);
        }
    }

    private void run(Deque<String> arguments) {
        // without Spring everything is logged, which is what would be measured then
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.OFF);
        }
        String what = arguments.pop();
        String fabricHome = arguments.pop();
        while (!arguments.isEmpty()) {
            take(arguments.pop(), arguments);
        }
        String line = switch (what) {
            case "ledger" ->
                measure(
                        fabricHome,
                        site -> new LedgerBench(site, Plan.FULL, System.out)
                                .run()
                                .json());
            case "issue" ->
                measure(
                        fabricHome,
                        site -> new IssueBench(site, Plan.FULL, System.out)
                                .run()
                                .json());
            default -> throw new IllegalArgumentException("unknown measurement " + what);
        };
        if (json) {
            System.out.println(line);
        }
    }

    /** What it starts ends with it, whichever way that is. */
    private String measure(String fabricHome, Function<Site, String> bench) {
        var site = new Site(fabricHome, Path.of("target", "bench"), basePort);
        var atExit = new Thread(site::close);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            return bench.apply(site);
        } finally {
            if (Runtime.getRuntime().removeShutdownHook(atExit)) {
                site.close();
            }
        }
    }

    private void take(String option, Deque<String> arguments) {
        switch (option) {
            case "--json" -> json = true;
            case "--base-port" -> basePort = port(arguments.poll());
            default -> throw new IllegalArgumentException("unknown option " + option + "; see ./zhaoku --help");
        }
    }

    private static int port(@Nullable String value) {
        if (value == null
                || !value.matches("[0-9]{4,5}")
                || Integer.parseInt(value) < 1024
                || Integer.parseInt(value) > 65_400) {
            throw new IllegalArgumentException("--base-port needs a number from 1024 to 65400, got " + value);
        }
        return Integer.parseInt(value);
    }
}
