package org.zhaoku.gateway.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.zhaoku.gateway.e2e.GatewayProcess;
import org.zhaoku.gateway.e2e.Office;

/** Issues one licence after the other, as at a counter. */
final class SingleLoad {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final GatewayProcess gateway;
    private final Office office;

    SingleLoad(GatewayProcess gateway, Office office) {
        this.gateway = gateway;
        this.office = office;
    }

    /** Issues {@code count} licences; how long each took from its request until a question found it in force. */
    Latencies issue(int count) {
        return issue(count, () -> true);
    }

    /** The same, ended before the next one when {@code on} is no longer so; the first is always issued. */
    Latencies issue(int count, BooleanSupplier on) {
        List<Duration> all = new ArrayList<>();
        do {
            all.add(one());
        } while (all.size() < count && on.getAsBoolean());
        return new Latencies(all);
    }

    private Duration one() {
        Stopwatch clock = Stopwatch.start();
        String path = "/api/v1/licences/"
                + gateway.post("/api/v1/licences", office.request()).get("id").asString();
        GatewayProcess.until(
                "a licence is in force",
                LOOK,
                () -> gateway.get(path).get("state").asString().equals("IN_FORCE"));
        return clock.elapsed();
    }
}
