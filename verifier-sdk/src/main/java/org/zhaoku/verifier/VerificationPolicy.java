package org.zhaoku.verifier;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.presentation.Presence;

/**
 * What a verifier asks for. {@link #strict()} asks for everything that can be checked offline; each method answers a policy
 * that differs in one point. What is relaxed is named in every verdict; evidence that is there is never skipped, whatever the
 * policy says. Immutable.
 */
public final class VerificationPolicy {
    /** Where a policy asks for less than the strict one. */
    public enum Relaxation {
        /** A licence without a receipt, or with one that the bundle is too old for, may be VALID. */
        RECEIPT_NOT_REQUIRED,
        /** A licence whose status could not be checked may be VALID. */
        STATUS_NOT_REQUIRED,
        /** A bundle may be used for some time after it expired. */
        BUNDLE_GRACE
    }

    /** The largest difference of clocks that can be allowed for. */
    public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    private static final VerificationPolicy STRICT = new VerificationPolicy(new Settings());

    private final Settings settings;
    private final Set<Relaxation> relaxations;

    /** Mutable only until a policy owns it. */
    private static final class Settings {
        private boolean receipt = true;
        private boolean status = true;
        private Duration grace = Duration.ZERO;
        private Duration clockSkew = Duration.ofMinutes(1);
        private @Nullable Duration statusAge;
        private Presence presence = Presence.STATIC;
        private @Nullable String audience;
        private @Nullable Bytes nonce;

        private Settings copy() {
            var copy = new Settings();
            copy.receipt = receipt;
            copy.status = status;
            copy.grace = grace;
            copy.clockSkew = clockSkew;
            copy.statusAge = statusAge;
            copy.presence = presence;
            copy.audience = audience;
            copy.nonce = nonce;
            return copy;
        }
    }

    private VerificationPolicy(Settings settings) {
        this.settings = settings;
        this.relaxations = relaxations(settings);
    }

    /**
     * Receipt and status are required, the bundle must be current, clocks may differ by a minute, and any way of showing is
     * taken, since a printed code can only be static.
     */
    public static VerificationPolicy strict() {
        return STRICT;
    }

    /** Relaxed: a licence need not be proven to be on the ledger. Without its place its status is not known either. */
    public VerificationPolicy withoutReceipt() {
        Settings changed = settings.copy();
        changed.receipt = false;
        return new VerificationPolicy(changed);
    }

    /** Relaxed: the status need not be known. */
    public VerificationPolicy withoutStatus() {
        Settings changed = settings.copy();
        changed.status = false;
        return new VerificationPolicy(changed);
    }

    /**
     * Relaxed: the bundle may be used so long after it expired.
     *
     * @throws IllegalArgumentException if {@code grace} is negative
     */
    public VerificationPolicy withBundleGrace(Duration grace) {
        Settings changed = settings.copy();
        changed.grace = atLeastZero("grace", grace);
        return new VerificationPolicy(changed);
    }

    /**
     * Stricter: the status must not be older.
     *
     * @throws IllegalArgumentException if {@code age} is negative
     */
    public VerificationPolicy withStatusNotOlderThan(Duration age) {
        Settings changed = settings.copy();
        changed.statusAge = atLeastZero("age", age);
        return new VerificationPolicy(changed);
    }

    /** Stricter: the licence must be shown at least so. Name an audience or a nonce, too, lest it be shown twice. */
    public VerificationPolicy withPresence(Presence least) {
        Settings changed = settings.copy();
        changed.presence = least;
        return new VerificationPolicy(changed);
    }

    /** The name under which this verifier asks for presentations; one for another audience is refused. */
    public VerificationPolicy withAudience(String audience) {
        Settings changed = settings.copy();
        changed.audience = audience;
        return new VerificationPolicy(changed);
    }

    /** The number that this verifier gave the holder; a presentation with another is refused. */
    public VerificationPolicy withNonce(Bytes nonce) {
        Settings changed = settings.copy();
        changed.nonce = nonce;
        return new VerificationPolicy(changed);
    }

    /**
     * How far the verifier's clock may differ from others.
     *
     * @throws IllegalArgumentException if {@code skew} is negative or longer than {@link #MAX_CLOCK_SKEW}
     */
    public VerificationPolicy withClockSkew(Duration skew) {
        if (atLeastZero("skew", skew).compareTo(MAX_CLOCK_SKEW) > 0) {
            throw new IllegalArgumentException("expected a clock skew of at most " + MAX_CLOCK_SKEW + ", got " + skew);
        }
        Settings changed = settings.copy();
        changed.clockSkew = skew;
        return new VerificationPolicy(changed);
    }

    private static Duration atLeastZero(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("expected a " + what + " of zero or more, got " + value);
        }
        return value;
    }

    /** Where this policy asks for less than the strict one. */
    public Set<Relaxation> relaxations() {
        return relaxations;
    }

    private static Set<Relaxation> relaxations(Settings settings) {
        Set<Relaxation> relaxed = EnumSet.noneOf(Relaxation.class);
        if (!settings.receipt) {
            relaxed.add(Relaxation.RECEIPT_NOT_REQUIRED);
        }
        if (!settings.status) {
            relaxed.add(Relaxation.STATUS_NOT_REQUIRED);
        }
        if (!settings.grace.isZero()) {
            relaxed.add(Relaxation.BUNDLE_GRACE);
        }
        return Collections.unmodifiableSet(relaxed);
    }

    boolean receiptRequired() {
        return settings.receipt;
    }

    boolean statusRequired() {
        return settings.status;
    }

    Duration bundleGrace() {
        return settings.grace;
    }

    Duration clockSkew() {
        return settings.clockSkew;
    }

    Optional<Duration> statusAge() {
        return Optional.ofNullable(settings.statusAge);
    }

    Presence presence() {
        return settings.presence;
    }

    Optional<String> audience() {
        return Optional.ofNullable(settings.audience);
    }

    Optional<Bytes> nonce() {
        return Optional.ofNullable(settings.nonce);
    }
}
