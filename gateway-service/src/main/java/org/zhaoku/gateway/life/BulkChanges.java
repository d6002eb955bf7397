package org.zhaoku.gateway.life;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.KnownProblems;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;
import org.zhaoku.verifier.LicenceVerifier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Many changes, each a transaction of its own: what is wrong with one row is no other row's matter. Only a ledger that does not
 * answer is every row's: those that were not begun by then are not tried, or a long list would wait for it many times over.
 */
@Service
class BulkChanges {
    /** So many transactions fit into one block of Fabric with room for others. */
    private static final int AT_ONCE = 64;

    private final ChangeService changes;
    private final KnownProblems problems;
    private final Clock clock;

    BulkChanges(ChangeService changes, KnownProblems problems, Clock clock) {
        this.changes = changes;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * One result for each row, in their order.
     *
     * @param once the caller's own key of the whole request, if it has one
     */
    Flux<RowResult> run(List<ChangeRow> rows, Optional<String> once) {
        Set<String> ids = new HashSet<>();
        var silent = new AtomicBoolean();
        List<Mono<RowResult>> each = IntStream.range(0, rows.size())
                .mapToObj(index -> {
                    ChangeRow row = rows.get(index);
                    boolean again = row.id() != null && !ids.add(row.id());
                    return one(index + 1, row, again, once, silent);
                })
                .toList();
        return Flux.fromIterable(each).flatMapSequential(result -> result, AT_ONCE);
    }

    private Mono<RowResult> one(int number, ChangeRow row, boolean again, Optional<String> once, AtomicBoolean silent) {
        return Mono.defer(() -> {
                    String id = id(row, again);
                    if (silent.get()) {
                        return Mono.error(ProblemCode.LEDGER_UNAVAILABLE.because(
                                "Not tried, since the ledger did not answer for a row before. Send the list again as it"
                                        + " is, with the same Idempotency-Key."));
                    }
                    return changes.change(id, CheckedChange.of(row.reason(), row.decidedOn(), today(clock)), once)
                            .map(change -> RowResult.made(number, id, ChangeView.of(change)));
                })
                .onErrorResume(error -> Mono.fromSupplier(() -> {
                    ProblemException problem = problems.of(error);
                    silent.compareAndSet(false, problem.code() == ProblemCode.LEDGER_UNAVAILABLE);
                    return RowResult.failed(number, again ? null : row.id(), problem);
                }));
    }

    // two changes of one licence in one request would have no order
    private static String id(ChangeRow row, boolean again) {
        var errors = new FieldErrors();
        Optional<String> id = errors.required("id", row.id());
        if (again) {
            errors.add("id", FieldError.Code.DUPLICATE, "expected each licence once; a row before has it");
        }
        errors.throwIfAny();
        return id.orElseThrow();
    }

    static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE);
    }
}
