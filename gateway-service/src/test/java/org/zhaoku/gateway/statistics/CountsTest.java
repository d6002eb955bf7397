package org.zhaoku.gateway.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zhaoku.gateway.ledger.LedgerEvent;
import org.zhaoku.gateway.licence.LicenceTerm;
import org.zhaoku.verifier.anchor.Position;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.status.LicenceState;
import org.zhaoku.verifier.status.StatusReason;

class CountsTest {
    private static final String DEPARTMENT = "11440300000000019K";
    private static final String TYPE = "11100000000013338W011";

    private final Counts counts = new Counts();
    private long block;

    private static LicenceTerm licence(String id, String issued, Optional<String> validTo) {
        return new LicenceTerm(id, DEPARTMENT, TYPE, LocalDate.parse(issued), validTo.map(LocalDate::parse));
    }

    private void count(String day, TallyMaker.Counting... countings) {
        Clock clock = Clock.fixed(LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        counts.add(new TallyMaker(clock).of(new Position(block++, 0), List.of(countings)));
    }

    private static TallyMaker.Counting issued(LicenceTerm licence) {
        return new TallyMaker.Counting(licence, Optional.empty());
    }

    private static TallyMaker.Counting changed(
            LicenceTerm licence, LicenceState from, LicenceState to, StatusReason reason) {
        return new TallyMaker.Counting(
                licence, Optional.of(new LedgerEvent.Change(Bytes.fromHex("00".repeat(32)), 0, 1, from, to, reason)));
    }

    private List<String> inForce(String first, String last) {
        return counts
                .months(Optional.of(DEPARTMENT), Optional.empty(), YearMonth.parse(first), YearMonth.parse(last))
                .stream()
                .map(month -> month.month() + " " + month.inForce())
                .toList();
    }

    @Test
    void issued_licences_are_in_force_until_the_month_of_their_last_day() {
        count(
                "2026-01-10",
                issued(licence("1", "2026-01-10", Optional.of("2026-03-31"))),
                issued(licence("2", "2026-01-10", Optional.empty())));
        assertThat(inForce("2025-12", "2026-04")).containsExactly("2026-01 2", "2026-02 2", "2026-03 1", "2026-04 1");
        assertThat(inForce("2026-02", "2026-02")).containsExactly("2026-02 2");
    }

    @Test
    void a_suspension_counts_until_it_is_over_and_a_revocation_for_ever() {
        LicenceTerm licence = licence("1", "2026-01-10", Optional.of("2026-12-31"));
        count("2026-01-10", issued(licence));
        count("2026-02-10", changed(licence, LicenceState.IN_FORCE, LicenceState.SUSPENDED, StatusReason.PAUSED));
        count("2026-04-10", changed(licence, LicenceState.SUSPENDED, LicenceState.IN_FORCE, StatusReason.RESTORED));
        count(
                "2026-06-10",
                changed(licence, LicenceState.IN_FORCE, LicenceState.REVOKED, StatusReason.REVOKED_AS_PUNISHMENT));
        assertThat(inForce("2026-01", "2027-02"))
                .containsExactly("2026-01 1", "2026-02 0", "2026-04 1", "2026-05 1", "2026-06 0", "2026-12 0");
    }

    @Test
    void what_happens_after_the_term_does_not_end_a_licence_twice() {
        LicenceTerm licence = licence("1", "2026-01-10", Optional.of("2026-02-28"));
        count("2026-01-10", issued(licence));
        count(
                "2026-05-10",
                changed(licence, LicenceState.IN_FORCE, LicenceState.CANCELLED, StatusReason.CANCELLED_EXPIRED));
        assertThat(inForce("2026-01", "2026-06")).containsExactly("2026-01 1", "2026-02 0", "2026-05 0");
    }

    @Test
    void one_that_was_over_when_it_was_issued_is_never_in_force() {
        count("2026-05-10", issued(licence("1", "2026-05-10", Optional.of("2026-02-28"))));
        assertThat(inForce("2026-01", "2026-06")).containsExactly("2026-05 0");
    }

    @Test
    void marks_are_counted_and_change_nothing() {
        LicenceTerm licence = licence("1", "2026-01-10", Optional.empty());
        count("2026-01-10", issued(licence));
        count(
                "2026-01-11",
                changed(licence, LicenceState.IN_FORCE, LicenceState.IN_FORCE, StatusReason.DISPUTE_RAISED));
        assertThat(counts.months(
                        Optional.empty(), Optional.of(TYPE), YearMonth.parse("2026-01"), YearMonth.parse("2026-01")))
                .singleElement()
                .satisfies(month -> {
                    assertThat(month.issued()).isEqualTo(1);
                    assertThat(month.changes()).containsEntry("DISPUTE_RAISED", 1L);
                    assertThat(month.inForce()).isEqualTo(1);
                });
    }

    @Test
    void the_month_is_that_of_asia_shanghai() {
        LicenceTerm licence = licence("1", "2026-01-10", Optional.empty());
        count("2026-01-10", issued(licence));
        Clock late = Clock.fixed(java.time.Instant.parse("2026-01-31T16:30:00Z"), ZoneOffset.UTC);
        counts.add(new TallyMaker(late)
                .of(
                        new Position(9, 0),
                        List.of(changed(licence, LicenceState.IN_FORCE, LicenceState.SUSPENDED, StatusReason.PAUSED))));
        assertThat(inForce("2026-01", "2026-02")).containsExactly("2026-01 1", "2026-02 0");
    }
}
