package org.zhaoku.gateway.statistics;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhaoku.gateway.ledger.LedgerEvent;
import org.zhaoku.gateway.licence.LicenceTerm;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.status.LicenceState;

/**
 * Counts what one record says. A licence counts as in force at the end of each month before that of its last day, as long as the
 * ledger has it in force; one that ends before its term does not end a second time with it.
 */
@Component
class TallyMaker {
    private final Clock clock;

    TallyMaker(Clock clock) {
        this.clock = clock;
    }

    /** A licence of the record and, if it was not issued by it, its change. */
    record Counting(LicenceTerm licence, Optional<LedgerEvent.Change> change) {}

    Tally of(Position position, List<Counting> countings) {
        Map<Tally.Counted, Long> sums = new LinkedHashMap<>();
        YearMonth now = YearMonth.from(LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE));
        for (Counting counting : countings) {
            counting.change()
                    .ifPresentOrElse(
                            change -> change(counting.licence(), change, now, sums),
                            () -> issue(counting.licence(), sums));
        }
        List<Tally.Entry> entries = new ArrayList<>();
        sums.forEach((counted, count) -> {
            if (count != 0) {
                entries.add(new Tally.Entry(counted, count));
            }
        });
        return new Tally(position, entries);
    }

    private static void issue(LicenceTerm licence, Map<Tally.Counted, Long> sums) {
        YearMonth month = YearMonth.from(licence.issued());
        add(licence, month, Tally.ISSUED, 1, sums);
        inForce(licence, month, 1, sums);
    }

    private static void change(
            LicenceTerm licence, LedgerEvent.Change change, YearMonth now, Map<Tally.Counted, Long> sums) {
        add(licence, now, change.reason().name(), 1, sums);
        int more = (change.to() == LicenceState.IN_FORCE ? 1 : 0) - (change.from() == LicenceState.IN_FORCE ? 1 : 0);
        boolean expired = end(licence).filter(now::isAfter).isPresent();
        if (more != 0 && !expired) {
            inForce(licence, now, more, sums);
        }
    }

    private static void inForce(LicenceTerm licence, YearMonth month, int more, Map<Tally.Counted, Long> sums) {
        add(licence, month, Tally.NET, more, sums);
        end(licence).ifPresent(end -> add(licence, end.isBefore(month) ? month : end, Tally.ENDING, more, sums));
    }

    private static Optional<YearMonth> end(LicenceTerm licence) {
        return licence.validTo().map(YearMonth::from);
    }

    private static void add(
            LicenceTerm licence, YearMonth month, String measure, long count, Map<Tally.Counted, Long> sums) {
        sums.merge(new Tally.Counted(licence.department(), licence.type(), month, measure), count, Long::sum);
    }
}
