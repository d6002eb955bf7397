package org.zhaoku.gateway.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhaoku.verifier.anchor.Position;

/** The alarms since the start, for people: a bounded list, counts, and a line ALARM in the log for each new one. */
public final class LedgerAlarms {
    /** The most alarms that are kept; the oldest go. */
    static final int MAX_KEPT = 1000;

    private static final int MAX_WHAT = 300;
    private static final Logger LOG = LoggerFactory.getLogger(LedgerAlarms.class);

    private final Clock clock;
    private final Consumer<String> counter;
    private final Map<Key, LedgerAlarm> alarms = new LinkedHashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();

    private record Key(String code, Optional<Position> position, String region, String what) {}

    /** @param counter is told the code of each, for a metric */
    public LedgerAlarms(Clock clock, Consumer<String> counter) {
        this.clock = clock;
        this.counter = counter;
    }

    /**
     * @param code stable
     * @param position where on the ledger, if it has a place there
     * @param region whose doing it is
     * @param what was expected and what came; nothing personal
     */
    public synchronized void raise(String code, Optional<Position> position, String region, String what) {
        String bounded = what.length() <= MAX_WHAT ? what : what.substring(0, MAX_WHAT) + "…";
        var key = new Key(code, position, region, bounded);
        Instant now = clock.instant();
        counts.merge(code, 1L, Long::sum);
        counter.accept(code);
        LedgerAlarm known = alarms.get(key);
        if (known != null) {
            alarms.put(key, known.again(now));
            return;
        }
        if (alarms.size() >= MAX_KEPT) {
            alarms.remove(alarms.keySet().iterator().next());
        }
        alarms.put(
                key,
                new LedgerAlarm(
                        code,
                        position.map(Position::block),
                        position.map(Position::transaction),
                        region,
                        bounded,
                        now,
                        now,
                        1));
        LOG.error(
                "ALARM {} of {}{}: {}",
                code,
                region,
                position.map(at -> " at " + at).orElse(""),
                bounded);
    }

    /** The newest first. */
    public synchronized List<LedgerAlarm> all() {
        List<LedgerAlarm> newest = new ArrayList<>(alarms.values());
        Collections.reverse(newest);
        return newest;
    }

    /** How many of each code since the start. */
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
