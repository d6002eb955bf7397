package org.zhaoku.verifier.qr;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long reading a picture may go on; begins to run when it is made. A stopwatch, not a clock: it says no time of day. */
final class TimeBudget {
    private final LongSupplier nanos;
    private final long start;
    private final long length;

    TimeBudget(Duration length, LongSupplier nanos) {
        if (length.isNegative() || length.isZero() || length.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "expected a time budget of more than nothing and at most 1 h, got " + length);
        }
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.length = length.toNanos();
    }

    static TimeBudget of(Duration length) {
        return new TimeBudget(length, System::nanoTime);
    }

    boolean isSpent() {
        return nanos.getAsLong() - start >= length;
    }
}
