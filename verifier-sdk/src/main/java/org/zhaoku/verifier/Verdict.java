package org.zhaoku.verifier;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.VerificationPolicy.Relaxation;

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
    private final Supplier<Basis> basis;
    private final boolean test;
    private final Set<Relaxation> relaxations;
    private final @Nullable VerifiedLicence licence;

    /** @param basis made only when somebody asks, since most do not and it costs digests */
    Verdict(
            List<Check> checks,
            Supplier<Basis> basis,
            boolean test,
            Set<Relaxation> relaxations,
            Optional<VerifiedLicence> licence) {
        this.checks = List.copyOf(checks);
        this.basis = basis;
        this.test = test;
        this.relaxations = relaxations;
        this.licence = licence.orElse(null);
        this.outcome = outcome(checks);
        if (outcome == Outcome.VALID && licence.isEmpty()) {
            throw new IllegalStateException("a VALID verdict needs the licence that was verified");
        }
    }

    private static Outcome outcome(List<Check> checks) {
        boolean untold = false;
        for (Check check : checks) {
            if (check.result() == Check.Result.FAILED) {
                return Outcome.INVALID;
            }
            untold |= check.result() == Check.Result.NOT_CHECKED && check.required();
        }
        return untold ? Outcome.CANNOT_TELL : Outcome.VALID;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** All checks in the order of {@code docs/verification.md}. */
    public List<Check> checks() {
        return checks;
    }

    /** The checks that stand in the way of VALID; empty if it is. */
    public List<Check> reasons() {
        return checks.stream()
                .filter(check -> check.result() == Check.Result.FAILED
                        || (check.result() == Check.Result.NOT_CHECKED && check.required()))
                .toList();
    }

    /** Where the policy asked for less than the strict one. */
    public Set<Relaxation> relaxations() {
        return relaxations;
    }

    /** Whether the ledger is one for trying: then nothing that it vouches for has a meaning outside. */
    public boolean test() {
        return test;
    }

    /** What was verified, against what and when. */
    public Basis basis() {
        return basis.get();
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
            case VALID -> valid.apply(Objects.requireNonNull(licence));
            case INVALID -> invalid.apply(reasons());
            case CANNOT_TELL -> cannotTell.apply(reasons());
        };
    }

    /** TEST where it is one, the outcome, the codes of the reasons and what was relaxed; never any content of the licence. */
    @Override
    public String toString() {
        return (test() ? "TEST " : "") + outcome + " "
                + reasons().stream().map(Check::code).toList()
                + (relaxations().isEmpty() ? "" : " relaxed " + relaxations());
    }
}
