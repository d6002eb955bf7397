package org.zhaoku.gateway.issue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.access.Caller;
import org.zhaoku.gateway.access.Callers;
import org.zhaoku.gateway.web.KnownProblems;
import org.zhaoku.gateway.work.WorkPools;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Issues rows as they come, a chunk at a time: checked and signed as one task, stored by one write, and only then answered. What
 * is wrong with one row is no other row's matter. No more rows are asked for than are worked on, so that a million of them need
 * the memory of a few thousand.
 */
@Service
public class BulkIssuing {
    private final IssueService issuing;
    private final KnownProblems problems;
    private final WorkPools pools;
    private final BulkProperties properties;

    BulkIssuing(IssueService issuing, KnownProblems problems, WorkPools pools, BulkProperties properties) {
        this.issuing = issuing;
        this.problems = problems;
        this.pools = pools;
        this.properties = properties;
    }

    /**
     * The results in the rows' order, in chunks; FORBIDDEN for those of a department for which the caller does not act. Fails
     * before the first row if nothing is accepted at the moment.
     *
     * @param read makes a row of what came, on a thread that may take its time
     */
    <T> Flux<List<RowResult>> run(Flux<T> rows, Function<T, IssueRow> read) {
        return issuing.open()
                .then(Callers.required())
                .flatMapMany(caller -> rows.bufferTimeout(properties.chunk(), properties.gather(), true)
                        .flatMapSequential(
                                chunk -> chunk(chunk, line -> own(read.apply(line), caller)), properties.atOnce(), 1));
    }

    private static IssueRow own(IssueRow row, Caller caller) {
        return row.request()
                .map(CheckedRequest::issuer)
                .filter(issuer -> !caller.actsFor(issuer))
                .map(issuer -> IssueRow.failed(row.number(), Callers.notActingFor(issuer)))
                .orElse(row);
    }

    private <T> Mono<List<RowResult>> chunk(List<T> chunk, Function<T, IssueRow> read) {
        return pools.bulk(() -> chunk.stream().map(read).toList()).flatMap(this::issue);
    }

    /** How many rows are best issued by one {@link #issue}. */
    public int chunk() {
        return properties.chunk();
    }

    /** How many of them are best under way at once. */
    public int atOnce() {
        return properties.atOnce();
    }

    /**
     * Issues rows of a department for which the caller acts; waits for room, and then some rows may fail with QUEUE_FULL.
     *
     * @return a result for each, in their order
     */
    public Mono<List<RowResult>> issue(List<IssueRow> rows) {
        List<CheckedRequest> requests =
                rows.stream().flatMap(row -> row.request().stream()).toList();
        return issuing.accept(requests, properties.patience())
                .onErrorResume(error -> Mono.just(
                        requests.stream().map(each -> Outcome.failed(error)).toList()))
                .flatMap(outcomes -> pools.bulk(() -> results(rows, outcomes.iterator())));
    }

    /** The results of those rows that were stored before, found by their own keys; issues nothing. */
    public Mono<List<RowResult>> found(List<IssueRow> rows) {
        return issuing.before(
                        rows.stream().flatMap(row -> row.request().stream()).toList())
                .map(before -> rows.stream()
                        .flatMap(row -> row
                                .request()
                                .flatMap(LicenceMaker::id)
                                .map(before::get)
                                .map(stored -> RowResult.issued(row.number(), Issued.of(stored)))
                                .stream())
                        .toList());
    }

    private List<RowResult> results(List<IssueRow> rows, Iterator<Outcome> outcomes) {
        List<RowResult> results = new ArrayList<>();
        for (IssueRow row : rows) {
            Outcome outcome = row.request().isPresent() ? outcomes.next() : row.outcome();
            results.add(outcome.fold(
                    issued -> RowResult.issued(row.number(), issued),
                    error -> RowResult.failed(row.number(), problems.of(error))));
        }
        return results;
    }
}
