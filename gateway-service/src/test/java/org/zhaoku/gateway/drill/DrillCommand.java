package org.zhaoku.gateway.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** {@code ./zhaoku drill}; its first argument is where Fabric is. */
final class DrillCommand {
    private int rounds = 50;
    private int first = 1;
    private long seed = System.currentTimeMillis() % 1_000_000;
    private int basePort = 28_000;
    private List<String> only = List.of();
    private Optional<Path> report = Optional.empty();

    private DrillCommand() {}

    /** Exit status 0 if nothing was lost, twice or wrong; 1 if something was; 2 for a wrong option. */
    public static void main(String[] arguments) throws IOException {
        try {
            System.exit(new DrillCommand().run(new ArrayDeque<>(Arrays.asList(arguments))));
        } catch (IllegalArgumentException e) {
            System.err.println("zhaoku drill: " + e.getMessage());
            System.exit(2);
        }
    }

    private int run(Deque<String> arguments) throws IOException {
        String fabricHome = arguments.pop();
        while (!arguments.isEmpty()) {
            String option = arguments.pop();
            if (option.equals("--list")) {
                Faults.ALL.forEach(fault -> System.out.printf("%-40s %s%n", fault.name(), fault.what()));
                return 0;
            }
            take(option, arguments);
        }
        List<Fault> plan = Faults.plan(only, seed, rounds);
        System.out.println("seed " + seed + ", " + rounds + " rounds; each can be run again with --seed " + seed
                + " --rounds " + rounds + " --from N" + (only.isEmpty() ? "" : " --only " + String.join(",", only)));
        Report result = drill(fabricHome, plan);
        result.lost().forEach(each -> System.out.println("LOST " + each));
        result.problems().forEach(each -> System.out.println("PROBLEM " + each));
        if (report.isPresent()) {
            Files.writeString(report.get(), result.markdown());
        }
        System.out.println(result.json());
        return result.passed() ? 0 : 1;
    }

    private Report drill(String fabricHome, List<Fault> plan) {
        var site = new Site(fabricHome, Path.of("target", "drill"), basePort);
        var atExit = new Thread(site::close);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            site.up();
            return new Drill(site, System.out).run(plan, seed, first);
        } finally {
            if (Runtime.getRuntime().removeShutdownHook(atExit)) {
                site.close();
            }
        }
    }

    private void take(String option, Deque<String> arguments) {
        String value = Optional.ofNullable(arguments.poll())
                .orElseThrow(() -> new IllegalArgumentException(option + " needs a value; see ./zhaoku --help"));
        switch (option) {
            case "--rounds" -> rounds = number(option, value, 1, 10_000);
            case "--from" -> first = number(option, value, 1, 10_000);
            case "--seed" -> seed = number(option, value, 0, 999_999);
            case "--base-port" -> basePort = number(option, value, 1024, 65_400);
            case "--only" -> only = List.of(value.split(","));
            case "--report" -> report = Optional.of(Path.of(value));
            default -> throw new IllegalArgumentException("unknown option " + option + "; see ./zhaoku --help");
        }
    }

    private static int number(String option, String value, int least, int most) {
        if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                    option + " needs a number from " + least + " to " + most + ", got " + value);
        }
        return Integer.parseInt(value);
    }
}
