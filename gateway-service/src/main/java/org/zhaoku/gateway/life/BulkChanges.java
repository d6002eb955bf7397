package org.zhaoku.gateway.life;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.KnownProblems;
import org.zhaoku.verifier.LicenceVerifier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many changes, each a transaction of its own: what is wrong with one row is no other row's matter. */
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
        List<Mono<RowResult>> each = IntStream.range(0, rows.size())
                .mapToObj(index -> {
                    ChangeRow row = rows.get(index);
                    boolean again = row.id() != null && !ids.add(row.id());
                    return one(index + 1, row, again, once);
                })
                .toList();
        return Flux.fromIterable(each).flatMapSequential(result -> result, AT_ONCE);
    }

    private Mono<RowResult> one(int number, ChangeRow row, boolean again, Optional<String> once) {
        return Mono.defer(() -> {
                    String id = id(row, again);
                    return changes.change(id, CheckedChange.of(row.reason(), row.decidedOn(), today(clock)), once)
                            .map(change -> RowResult.made(number, id, ChangeView.of(change)));
                })
                .onErrorResume(
                        error -> Mono.just(RowResult.failed(number, again ? null : row.id(), problems.of(error))));
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
