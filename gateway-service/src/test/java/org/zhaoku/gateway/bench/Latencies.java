package org.zhaoku.gateway.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How long each of several things took; at least one. */
final class Latencies {
    private final List<Duration> sorted;

    Latencies(List<Duration> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("expected at least one latency");
        }
        sorted = all.stream().sorted().toList();
    }

    /**
     * The shortest time within which this share of all were done (nearest rank).
     *
     * @param share over 0, at most 1
     */
    Duration percentile(double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    int count() {
        return sorted.size();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %,d ms, p99 %,d ms (%d)",
                percentile(0.5).toMillis(),
                percentile(0.99).toMillis(),
                count());
    }
}
