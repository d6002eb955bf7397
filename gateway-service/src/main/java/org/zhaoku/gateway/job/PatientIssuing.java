package org.zhaoku.gateway.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.issue.BulkIssuing;
import org.zhaoku.gateway.issue.IssueRow;
import org.zhaoku.gateway.issue.RowResult;
import org.zhaoku.gateway.web.ProblemCode;
import reactor.core.publisher.Mono;

/** Issues rows for which nobody waits: what fails since a part of the gateway is busy or down is tried until it is not. */
@Component
class PatientIssuing {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Attempts after a fault that nobody foresaw; then it is the row's result. */
    private static final int MAX_FAULTS = 3;

    private final BulkIssuing issuing;

    PatientIssuing(BulkIssuing issuing) {
        this.issuing = issuing;
    }

    /**
     * A result for each row, in their order.
     *
     * @param stop once it completes nothing is tried again: it is empty then
     */
    Mono<List<RowResult>> issue(List<IssueRow> rows, Mono<Void> stop) {
        return issue(rows, stop, 1, FIRST_PAUSE);
    }

    private Mono<List<RowResult>> issue(List<IssueRow> rows, Mono<Void> stop, int attempt, Duration pause) {
        return issuing.issue(rows).flatMap(results -> {
            List<Integer> open = IntStream.range(0, rows.size())
                    .filter(index -> mayHelp(results.get(index), attempt))
                    .boxed()
                    .toList();
            if (open.isEmpty()) {
                return Mono.just(results);
            }
            Duration longer = pause.multipliedBy(2);
            return Mono.delay(pause)
                    .takeUntilOther(stop)
                    .flatMap(now -> issue(
                            open.stream().map(rows::get).toList(),
                            stop,
                            attempt + 1,
                            longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE))
                    .map(again -> merged(results, open, again));
        });
    }

    private static boolean mayHelp(RowResult result, int attempt) {
        RowResult.RowProblem problem = result.problem();
        return problem != null
                && (problem.code().retryAfter().isPresent()
                        || (problem.code() == ProblemCode.INTERNAL && attempt <= MAX_FAULTS));
    }

    private static List<RowResult> merged(List<RowResult> results, List<Integer> places, List<RowResult> again) {
        List<RowResult> merged = new ArrayList<>(results);
        for (int i = 0; i < places.size(); i++) {
            merged.set(places.get(i), again.get(i));
        }
        return merged;
    }
}
