package org.zhaoku.gateway.drill;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a drill found.
 *
 * @param seed of the plan
 * @param rounds in order
 * @param accepted licences answered with 202
 * @param lost those that are not anchored as they should be, each with the reason
 * @param twice leaves on the ledger beyond one for each licence
 * @param problems anything else that should not be
 */
record Report(long seed, List<Round> rounds, long accepted, List<String> lost, long twice, List<String> problems) {
    /**
     * One round.
     *
     * @param subject what the fault happened to
     * @param accepted licences accepted in it
     * @param retries requests that had to be sent again
     * @param quietSeconds from the last request until all were in force
     * @param seconds of the round, without what the orderers needed to become level
     * @param startedAnew orderers that did not become level by themselves
     */
    record Round(
            int number,
            String fault,
            String subject,
            int accepted,
            int retries,
            double quietSeconds,
            double seconds,
            List<String> startedAnew) {
        Round with(List<String> orderers) {
            return new Round(number, fault, subject, accepted, retries, quietSeconds, seconds, orderers);
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%4d  %-40s %-34s accepted %4d  retries %3d  in force after %4.1f s  round %4.1f s%s",
                    number,
                    fault,
                    subject,
                    accepted,
                    retries,
                    quietSeconds,
                    seconds,
                    startedAnew.isEmpty() ? "" : "  started anew: " + String.join(", ", startedAnew));
        }

        private String row() {
            return String.format(
                    Locale.ROOT,
                    "| %d | %s | %s | %d | %d | %.1f | %.1f | %s |",
                    number,
                    fault,
                    subject,
                    accepted,
                    retries,
                    quietSeconds,
                    seconds,
                    String.join(", ", startedAnew));
        }
    }

    boolean passed() {
        return lost.isEmpty() && twice == 0 && problems.isEmpty();
    }

    /** The line for machines. */
    String json() {
        return "{\"rounds\":" + rounds.size() + ",\"accepted\":" + accepted + ",\"lost\":" + lost.size() + ",\"twice\":"
                + twice + "}";
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Fault drill of " + LocalDate.now(ZoneOffset.UTC));
        lines.add("");
        lines.add("`./zhaoku drill --rounds " + rounds.size() + " --seed " + seed + "`; what it does is in drill.md.");
        lines.add("");
        lines.add("| | |");
        lines.add("|---|---|");
        lines.add("| machine | " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + " |");
        lines.add("| JDK | " + System.getProperty("java.vendor") + " " + System.getProperty("java.version") + " |");
        lines.add("| accepted | " + accepted + " |");
        lines.add("| lost | " + lost.size() + " |");
        lines.add("| twice | " + twice + " |");
        lines.add("| other problems | " + problems.size() + " |");
        lines.add("");
        lines.add(
                "| round | fault | what it happened to | accepted | sent again | s until all in force | s | started anew |");
        lines.add("|---|---|---|---|---|---|---|---|");
        rounds.forEach(round -> lines.add(round.row()));
        list("Lost", lost, lines);
        list("Other problems", problems, lines);
        return String.join("\n", lines) + "\n";
    }

    private static void list(String title, List<String> items, List<String> lines) {
        if (!items.isEmpty()) {
            lines.add("");
            lines.add("## " + title);
            lines.add("");
            items.forEach(item -> lines.add("* " + item));
        }
    }
}
