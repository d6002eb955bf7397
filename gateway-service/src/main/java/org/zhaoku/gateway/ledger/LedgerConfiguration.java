package org.zhaoku.gateway.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhaoku.gateway.ledger.embedded.EmbeddedLedger;
import org.zhaoku.gateway.ledger.fabric.FabricHealthIndicator;
import org.zhaoku.gateway.ledger.fabric.FabricLedger;
import org.zhaoku.gateway.ledger.fabric.FabricProperties;
import org.zhaoku.gateway.store.DataDirectory;

/** Chooses the ledger by {@code zhaoku.ledger}: {@code embedded} (default) or {@code fabric}. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {
    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "zhaoku.ledger", havingValue = "embedded", matchIfMissing = true)
    EmbeddedLedger embeddedLedger(DataDirectory directory, SecureRandom random) {
        return EmbeddedLedger.open(directory.directory("ledger").resolve("blocks"), random);
    }

    @Bean(destroyMethod = "close")
    LedgerView ledgerView(Ledger ledger, DataDirectory directory, LedgerAlarms alarms, Clock clock) {
        return new LedgerView(ledger, directory.directory("reader").resolve("records"), alarms, clock);
    }

    @Bean
    LedgerAlarms ledgerAlarms(Clock clock, ObjectProvider<MeterRegistry> metrics) {
        return new LedgerAlarms(
                clock,
                code -> metrics.ifAvailable(registry ->
                        registry.counter("zhaoku.ledger.alarms", "code", code).increment()));
    }

    /** Apart, so that the Fabric properties are asked for only where Fabric is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "zhaoku.ledger", havingValue = "fabric")
    @EnableConfigurationProperties(FabricProperties.class)
    static class Fabric {
        @Bean(destroyMethod = "close")
        FabricLedger fabricLedger(FabricProperties properties) {
            return new FabricLedger(properties);
        }

        @Bean
        FabricHealthIndicator fabricHealthIndicator(FabricProperties properties, FabricLedger ledger, Clock clock) {
            return new FabricHealthIndicator(properties, ledger, clock);
        }
    }
}
