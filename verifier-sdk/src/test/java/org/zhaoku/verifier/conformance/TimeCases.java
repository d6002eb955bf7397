package org.zhaoku.verifier.conformance;

import static org.zhaoku.verifier.conformance.Scene.DEPARTMENT;
import static org.zhaoku.verifier.conformance.Scene.LICENCE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.statement.Statement;
import org.zhaoku.verifier.testing.World;

/** Dates of licences, clocks, and the age of bundles. */
final class TimeCases {
    private static final Instant ISSUED = World.BUNDLE_ISSUED;
    private static final Instant EXPIRES = World.BUNDLE_EXPIRES;

    private TimeCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        dates(cases);
        clock(cases);
        return cases;
    }

    private static void dated(
            List<Case> cases, String id, String what, Instant at, String first, String last, String expected) {
        Statement statement = Scene.dated(first, last);
        var code = new LicenceCode(World.sign(statement, DEPARTMENT), Optional.empty(), Optional.empty());
        cases.add(Scene.code("dates", id, what, code, expected).at(at));
    }

    private static void dates(List<Case> cases) {
        String bare = " LIC-401 LIC-605";
        dated(
                cases,
                "not-yet",
                "a licence a day before its first day",
                World.NOW,
                "2026-06-02",
                "2027-01-01",
                "INVALID LIC-401 LIC-501 LIC-605");
        dated(
                cases,
                "expired",
                "a licence a day after its last day",
                World.NOW,
                "2026-01-01",
                "2026-05-31",
                "INVALID LIC-401 LIC-502 LIC-605");
        dated(
                cases,
                "first-second",
                "the first second of the first day in Shanghai",
                Instant.parse("2026-05-31T16:00:00Z"),
                "2026-06-01",
                "2026-06-01",
                "CANNOT_TELL" + bare);
        dated(
                cases,
                "second-before-first",
                "the second before it",
                Instant.parse("2026-05-31T15:59:59Z"),
                "2026-06-01",
                "2026-06-01",
                "INVALID LIC-401 LIC-501 LIC-605");
        dated(
                cases,
                "last-second",
                "the last second of the last day in Shanghai",
                Instant.parse("2026-06-01T15:59:59Z"),
                "2026-06-01",
                "2026-06-01",
                "CANNOT_TELL" + bare);
        dated(
                cases,
                "second-after-last",
                "the second after it",
                Instant.parse("2026-06-01T16:00:00Z"),
                "2026-06-01",
                "2026-06-01",
                "INVALID LIC-401 LIC-502 LIC-605");
        dated(
                cases,
                "not-yet-clock-behind",
                "not yet in force by a clock that is behind the bundle",
                Instant.parse("2026-05-30T00:00:00Z"),
                "2026-05-31",
                "2026-06-30",
                "CANNOT_TELL LIC-401 LIC-504 LIC-605 LIC-902");
        dated(
                cases,
                "expired-clock-ahead",
                "no longer in force by a clock that is ahead of the bundle",
                EXPIRES,
                "2026-05-01",
                "2026-06-01",
                "CANNOT_TELL LIC-401 LIC-504 LIC-605 LIC-901");
        dated(
                cases,
                "expired-attested",
                "the same, and the bundle's time attests it",
                EXPIRES,
                "2026-05-01",
                "2026-05-30",
                "INVALID LIC-401 LIC-502 LIC-605 LIC-901");
    }

    private static Case clock(String id, String what, Instant at, String expected) {
        return Scene.code("clock", id, what, LICENCE.code(), expected).at(at);
    }

    private static void clock(List<Case> cases) {
        cases.add(clock("last-moment", "the bundle's last second", EXPIRES.minusSeconds(1), "VALID"));
        cases.add(clock("bundle-expired", "a bundle in the second of its expiry", EXPIRES, "CANNOT_TELL LIC-901"));
        cases.add(clock(
                "bundle-expired-long-ago",
                "a clock years ahead",
                Instant.parse("2031-01-01T00:00:00Z"),
                "CANNOT_TELL LIC-901"));
        cases.add(clock(
                "clock-behind",
                "a clock two minutes behind the bundle's time",
                ISSUED.minusSeconds(120),
                "CANNOT_TELL LIC-902"));
        cases.add(clock(
                "clock-within-skew", "a clock as far behind as clocks may differ", ISSUED.minusSeconds(60), "VALID"));
        cases.add(clock(
                        "clock-skew-zero",
                        "a second behind where none may differ",
                        ISSUED.minusSeconds(1),
                        "CANNOT_TELL LIC-902")
                .with("skew", 0));
        cases.add(clock("grace", "within the policy's grace", EXPIRES.plusSeconds(3599), "VALID")
                .with("grace", 3600));
        cases.add(clock("grace-over", "the policy's grace is over", EXPIRES.plusSeconds(3600), "CANNOT_TELL LIC-901")
                .with("grace", 3600));
        cases.add(clock("aging", "more than half of the bundle's life is over", ISSUED.plusSeconds(302_401), "VALID"));
        cases.add(Scene.code(
                        "clock",
                        "revoked-bundle-expired",
                        "an ended licence by a bundle that has expired",
                        Scene.ENDED.code(),
                        "INVALID LIC-601 LIC-901")
                .at(EXPIRES));
        cases.add(Scene.code(
                        "clock",
                        "suspended-bundle-expired",
                        "a suspended licence by a bundle that has expired",
                        Scene.SUSPENDED.code(),
                        "CANNOT_TELL LIC-607 LIC-901")
                .at(EXPIRES));
    }
}
