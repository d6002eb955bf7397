package org.zhaoku.verifier;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One check of a verification with what it found.
 *
 * @param finding what was found; its code {@code LIC-nnn} is stable
 * @param age how old the evidence was at the time of verification, where it has an age: the status, the trust bundle
 * @param required whether the policy asks for it; one that is not required and could not be done leaves the verdict as it is
 */
public record Check(CheckCode finding, Optional<Duration> age, boolean required) {
    /** Required and without an age: made once, since every verdict has some of them. */
    private static final Map<CheckCode, Check> REQUIRED = new EnumMap<>(CheckCode.class);

    static {
        for (CheckCode finding : CheckCode.values()) {
            REQUIRED.put(finding, new Check(finding, Optional.empty(), true));
        }
    }

    /** How a check ended. */
    public enum Result {
        PASSED,
        /** The licence is not what it says. */
        FAILED,
        /** It could not be checked, which says nothing against the licence. */
        NOT_CHECKED
    }

    static Check of(CheckCode finding) {
        return Objects.requireNonNull(REQUIRED.get(finding));
    }

    static Check of(CheckCode finding, Duration age) {
        // evidence from after the verifier's clock is the clock's fault, which has a check of its own
        return new Check(finding, Optional.of(age.isNegative() ? Duration.ZERO : age), true);
    }

    Check required(boolean asked) {
        return asked == required ? this : new Check(finding, age, asked);
    }

    /** Code and what was found, in English. */
    @Override
    public String toString() {
        return code() + " " + english();
    }

    /** {@code LIC-nnn}; never given to another meaning. */
    public String code() {
        return finding.code();
    }

    public Result result() {
        return finding.result();
    }

    /** What was found, in Chinese. */
    public String chinese() {
        return finding.chinese();
    }

    /** What was found, in English. */
    public String english() {
        return finding.english();
    }

    /** What the clerk should do, in Chinese; empty if nothing. */
    public String adviceChinese() {
        return finding.adviceChinese();
    }

    /** What the clerk should do, in English; empty if nothing. */
    public String adviceEnglish() {
        return finding.adviceEnglish();
    }
}
