package org.zhaoku.verifier;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a verification (核验结论) with all its checks. The licence's content can be had from a VALID verdict only.
 */
public final class Verdict {
    /** The three outcomes. */
    public enum Outcome {
        /** Every required check passed. */
        VALID,
        /** A check failed. */
        INVALID,
        /** Nothing failed, but something required could not be checked. */
        CANNOT_TELL
    }

    private final Outcome outcome;
    private final List<Check> checks;
    private final @Nullable VerifiedLicence licence;

    private Verdict(List<Check> checks, @Nullable VerifiedLicence licence) {
        this.checks = List.copyOf(checks);
        this.outcome = outcome(checks);
        this.licence = licence;
        if (outcome == Outcome.VALID && licence == null) {
            throw new IllegalStateException("a VALID verdict needs the licence that was verified");
        }
    }

    static Verdict of(List<Check> checks, Optional<VerifiedLicence> licence) {
        return new Verdict(checks, licence.orElse(null));
    }

    private static Outcome outcome(List<Check> checks) {
        if (checks.stream().anyMatch(check -> check.result() == Check.Result.FAILED)) {
            return Outcome.INVALID;
        }
        return checks.stream().allMatch(check -> check.result() == Check.Result.PASSED)
                ? Outcome.VALID
                : Outcome.CANNOT_TELL;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** All checks in the order in which they were done. */
    public List<Check> checks() {
        return checks;
    }

    /** The checks that did not pass: the reasons of INVALID and CANNOT_TELL. */
    public List<Check> reasons() {
        return checks.stream()
                .filter(check -> check.result() != Check.Result.PASSED)
                .toList();
    }

    /**
     * One answer for each outcome, so that none is forgotten.
     *
     * @param valid gets the verified licence
     * @param invalid gets the reasons
     * @param cannotTell gets the reasons
     */
    public <T> T fold(
            Function<VerifiedLicence, T> valid, Function<List<Check>, T> invalid, Function<List<Check>, T> cannotTell) {
        return switch (outcome) {
            case VALID -> valid.apply(java.util.Objects.requireNonNull(licence));
            case INVALID -> invalid.apply(reasons());
            case CANNOT_TELL -> cannotTell.apply(reasons());
        };
    }

    /** Outcome and the codes of the reasons; never any content of the licence. */
    @Override
    public String toString() {
        return outcome + " " + reasons().stream().map(Check::code).toList();
    }
}
