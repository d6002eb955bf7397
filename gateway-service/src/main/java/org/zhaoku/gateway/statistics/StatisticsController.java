package org.zhaoku.gateway.statistics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.zhaoku.gateway.access.Access;
import org.zhaoku.gateway.access.Role;
import org.zhaoku.gateway.search.OwnDepartment;
import org.zhaoku.gateway.web.FieldError;
import org.zhaoku.gateway.web.FieldErrors;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.Problems;
import org.zhaoku.verifier.LicenceVerifier;
import org.zhaoku.verifier.identifier.LicenceTypeCode;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import reactor.core.publisher.Mono;

/** Statistics. */
@RestController
@RequestMapping("/api/v1/statistics")
class StatisticsController {
    private static final int MAX_MONTHS = 120;
    private static final String MONTH = "a month as yyyy-MM; ";

    private final Counts counts;
    private final LedgerFollower follower;
    private final OwnDepartment own;
    private final Clock clock;

    StatisticsController(Counts counts, LedgerFollower follower, OwnDepartment own, Clock clock) {
        this.counts = counts;
        this.follower = follower;
        this.own = own;
        this.clock = clock;
    }

    /**
     * One month of one type of one department.
     *
     * @param month yyyy-MM, in Asia/Shanghai
     * @param issued licences that were issued in it, each version for itself
     * @param changed changes of state that the ledger took in it
     * @param changes the same by reason
     * @param inForce in force at its end; of this month and later ones what is known now
     */
    record Month(
            String department,
            String type,
            String month,
            long issued,
            long changed,
            Map<String, Long> changes,
            long inForce) {
        static Month of(Counts.Month counted) {
            return new Month(
                    counted.department(),
                    counted.type(),
                    counted.month().toString(),
                    counted.issued(),
                    counted.changes().values().stream()
                            .mapToLong(Long::longValue)
                            .sum(),
                    counted.changes(),
                    counted.inForce());
        }
    }

    @Access(Role.DEPARTMENT)
    @GetMapping
    @Operation(
            summary = "Licences issued, changed and in force, by type and month",
            description = "A month in which nothing happened and nothing was in force is left out.")
    @Problems({ProblemCode.FIELD_INVALID, ProblemCode.STORE_UNAVAILABLE})
    Mono<List<Month>> months(
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String type,
            @Parameter(description = MONTH + "a year before the last if absent")
                    @RequestParam(required = false)
                    @Nullable String from,
            @Parameter(description = MONTH + "this month if absent") @RequestParam(required = false) @Nullable String to) {
        return own.of(department).map(code -> months(code, type, from, to));
    }

    private List<Month> months(
            UnifiedSocialCreditCode code, @Nullable String type, @Nullable String from, @Nullable String to) {
        var errors = new FieldErrors();
        Optional<String> kind = type == null
                ? Optional.empty()
                : errors.parsed("type", type, "a licence type code of 21 characters", LicenceTypeCode::parse)
                        .map(LicenceTypeCode::value);
        YearMonth last = month("to", to, errors)
                .orElseGet(() -> YearMonth.from(LocalDate.ofInstant(clock.instant(), LicenceVerifier.ZONE)));
        YearMonth first = month("from", from, errors).orElse(last.minusMonths(11));
        if (first.isAfter(last) || first.plusMonths(MAX_MONTHS).isBefore(last)) {
            errors.add("from", FieldError.Code.RANGE, "expected a month not after to, at most ten years before it");
        }
        errors.throwIfAny();
        if (!follower.isCounted()) {
            throw ProblemCode.STORE_UNAVAILABLE.because("The gateway is still adding up; ask again.");
        }
        return counts.months(Optional.of(code.value()), kind, first, last).stream()
                .map(Month::of)
                .toList();
    }

    private static Optional<YearMonth> month(String field, @Nullable String value, FieldErrors errors) {
        return value == null
                ? Optional.empty()
                : errors.parsed(field, value, "a month as yyyy-MM", StatisticsController::month);
    }

    private static YearMonth month(String value) {
        YearMonth month = YearMonth.parse(value);
        if (month.getYear() < 1 || month.getYear() > 9999) {
            throw new IllegalArgumentException("no such year");
        }
        return month;
    }
}
