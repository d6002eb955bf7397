package org.zhaoku.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The measurement in short, so that it works when it is needed; its rates mean nothing, its sizes do. */
class FabricBenchIT {
    private static final String HOME = System.getProperty("zhaoku.fabric.home", "");
    private static final Plan SHORT = new Plan(1, 1, 300, Duration.ofSeconds(1), List.of(8), 3);

    @BeforeEach
    void needsFabric() {
        assumeTrue(!HOME.isEmpty(), "Fabric was not found: ./zhaoku test looks for it");
    }

    @Test
    void batches_are_faster_than_a_transaction_for_each_licence_and_take_under_a_byte() {
        try (var site = new Site(HOME, Path.of("target", "bench-short"), 28_400)) {
            LedgerFigures figures = new LedgerBench(site, SHORT, System.out).run();

            assertThat(figures.singleTxPerSecond()).isPositive();
            assertThat(figures.ratio()).isGreaterThan(1);
            assertThat(figures.bytesPerLicence()).containsOnlyKeys(1, 256, 10_000);
            assertThat(figures.bytesPerLicence().get(1)).isGreaterThan(1_000);
            assertThat(figures.bytesPerLicence().get(10_000)).isLessThan(1);
        }
    }
}
