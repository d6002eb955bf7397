package org.zhaoku.gateway.issue;

import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.licence.Licence;
import org.zhaoku.gateway.licence.Occasion;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.IdempotencyKey;
import org.zhaoku.gateway.web.KnownProblems;
import org.zhaoku.gateway.web.NdjsonLines;
import org.zhaoku.gateway.work.WorkPools;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Next versions of many licences with NDJSON on both sides, each row as a request of its own. */
@Component
class NdjsonSuccessors {
    private static final int AT_ONCE = 32;

    private final IssueService issuing;
    private final SuccessorService successors;
    private final NdjsonRows rows;
    private final KnownProblems problems;
    private final WorkPools pools;
    private final BulkProperties properties;

    NdjsonSuccessors(
            IssueService issuing,
            SuccessorService successors,
            NdjsonRows rows,
            KnownProblems problems,
            WorkPools pools,
            BulkProperties properties) {
        this.issuing = issuing;
        this.successors = successors;
        this.rows = rows;
        this.problems = problems;
        this.pools = pools;
        this.properties = properties;
    }

    private record Wanted(String id, CheckedSuccessor request, Optional<String> once) {}

    /** A line of result for each row, in the rows' order. Fails before the first if nothing is accepted at the moment. */
    Flux<byte[]> run(Flux<DataBuffer> body) {
        return issuing.open()
                .thenMany(rows.of(body))
                .flatMapSequential(this::result, AT_ONCE, 1)
                .map(result -> rows.write(List.of(result)));
    }

    private Mono<RowResult> result(NdjsonLines.Line line) {
        return pools.bulk(() -> read(line))
                .flatMap(this::accept)
                .map(licence -> RowResult.issued(line.number(), Issued.of(licence)))
                .onErrorResume(error -> Mono.just(RowResult.failed(line.number(), problems.of(error))));
    }

    private Mono<Licence> accept(Wanted wanted) {
        return successors.accept(wanted.id(), wanted.request(), wanted.once(), properties.patience());
    }

    private static Occasion occasion(String name) {
        Occasion occasion = Occasion.valueOf(name);
        if (occasion == Occasion.TRANSFER) {
            throw new IllegalArgumentException("a transfer makes no next version");
        }
        return occasion;
    }

    private Wanted read(NdjsonLines.Line line) {
        SuccessorRow row = rows.read(line, SuccessorRow.class);
        var errors = new FieldErrors();
        Optional<String> id = errors.required("id", row.id());
        Optional<String> once = IdempotencyKey.checked("idempotencyKey", row.idempotencyKey(), errors);
        Optional<Occasion> occasion = errors.parsed(
                "occasion",
                row.occasion(),
                "RENEWAL, AMENDMENT, CORRECTION, ANNUAL_CHECK, LOSS or DAMAGE",
                NdjsonSuccessors::occasion);
        errors.throwIfAny();
        return new Wanted(id.orElseThrow(), CheckedSuccessor.of(occasion.orElseThrow(), row, successors.today()), once);
    }
}
