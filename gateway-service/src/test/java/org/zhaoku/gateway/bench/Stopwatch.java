package org.zhaoku.gateway.bench;

import java.time.Duration;

/** Since when. */
record Stopwatch(long began) {
    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** @param count what was done since the start */
    double perSecond(long count) {
        return count * 1e9 / elapsed().toNanos();
    }
}
