package org.zhaoku.gateway.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long is measured.
 *
 * @param rounds of each load; the best counts, since what disturbs the machine only ever makes one slower
 * @param roundSeconds length of a round
 * @param warmUpLicences before the first round of licences
 * @param warmUp before the first round of single transactions
 * @param callers numbers of callers of single transactions; the best counts
 * @param singles licences one at a time on an idle network
 */
record Plan(int rounds, int roundSeconds, int warmUpLicences, Duration warmUp, List<Integer> callers, int singles) {
    static final Plan FULL = new Plan(3, 12, 50_000, Duration.ofSeconds(12), List.of(32, 96, 192), 100);

    Duration round() {
        return Duration.ofSeconds(roundSeconds);
    }
}
