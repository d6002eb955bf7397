package org.zhaoku.gateway.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhaoku.gateway.keys.Signer;
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
    LedgerView ledgerView(
            Ledger ledger, Signer signer, Clock clock, @Value("${zhaoku.bundle.lifetime:7d}") Duration bundleLifetime) {
        return new LedgerView(ledger, signer, clock, bundleLifetime);
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
