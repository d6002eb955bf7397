package org.zhaoku.gateway.statistics;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.zhaoku.verifier.anchor.Position;

/** The sum of all tallies, in memory: a question costs what the months of the answer cost, however many licences there are. */
@Component
class Counts {
    /** By department and type, then by month and measure. */
    private final Map<Group, NavigableMap<YearMonth, Map<String, Long>>> sums = new TreeMap<>();

    private Optional<Position> upTo = Optional.empty();

    private record Group(String department, String type) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int byDepartment = department.compareTo(other.department);
            return byDepartment != 0 ? byDepartment : type.compareTo(other.type);
        }
    }

    /**
     * One month of one type of one department.
     *
     * @param issued licences that were issued in it, each version for itself
     * @param changes changes of state in it, by reason
     * @param inForce in force when it ended, or by what is known will end
     */
    record Month(
            String department, String type, YearMonth month, long issued, Map<String, Long> changes, long inForce) {}

    /** Adds a tally, which nobody may have added before. */
    synchronized void add(Tally tally) {
        for (Tally.Entry entry : tally.entries()) {
            Tally.Counted counted = entry.counted();
            sums.computeIfAbsent(new Group(counted.department(), counted.type()), group -> new TreeMap<>())
                    .computeIfAbsent(counted.month(), month -> new TreeMap<>())
                    .merge(counted.measure(), entry.count(), Long::sum);
        }
        upTo = upTo.filter(known -> known.compareTo(tally.position()) > 0).or(() -> Optional.of(tally.position()));
    }

    /** The last record that counted. */
    synchronized Optional<Position> upTo() {
        return upTo;
    }

    /** Each month from the first to the last in which something was issued or changed, or all of them were still in force. */
    synchronized List<Month> months(
            Optional<String> department, Optional<String> type, YearMonth first, YearMonth last) {
        List<Month> months = new ArrayList<>();
        sums.forEach((group, byMonth) -> {
            if (department.map(group.department()::equals).orElse(true)
                    && type.map(group.type()::equals).orElse(true)) {
                months.addAll(months(group, byMonth, first, last));
            }
        });
        return months;
    }

    private static List<Month> months(
            Group group, NavigableMap<YearMonth, Map<String, Long>> byMonth, YearMonth first, YearMonth last) {
        List<Month> months = new ArrayList<>();
        long inForce = byMonth.headMap(first, false).values().stream()
                .mapToLong(Counts::moreInForce)
                .sum();
        var asked = new TreeSet<>(byMonth.subMap(first, true, last, true).keySet());
        YearMonth begin = byMonth.firstKey().isAfter(first) ? byMonth.firstKey() : first;
        for (YearMonth month = begin; !month.isAfter(last); month = month.plusMonths(1)) {
            Map<String, Long> measures = byMonth.getOrDefault(month, new TreeMap<>());
            inForce += moreInForce(measures);
            if (asked.contains(month) || inForce > 0) {
                months.add(month(group, month, measures, inForce));
            }
        }
        return months;
    }

    private static Month month(Group group, YearMonth month, Map<String, Long> measures, long inForce) {
        Map<String, Long> changes = new TreeMap<>(measures);
        changes.keySet().removeAll(List.of(Tally.ISSUED, Tally.NET, Tally.ENDING));
        return new Month(
                group.department(), group.type(), month, measures.getOrDefault(Tally.ISSUED, 0L), changes, inForce);
    }

    private static long moreInForce(Map<String, Long> measures) {
        return measures.getOrDefault(Tally.NET, 0L) - measures.getOrDefault(Tally.ENDING, 0L);
    }
}
