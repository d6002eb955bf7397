package org.zhaoku.gateway.keys;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhaoku.gateway.store.DataDirectory;
import org.zhaoku.gateway.store.Database;

/** Keys from files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KeysProperties.class, KeySweeper.Settings.class})
class KeysConfiguration {
    @Bean
    Pkcs12Signer signer(DataDirectory directory, KeysProperties properties, Clock clock, SecureRandom random) {
        return Pkcs12Signer.open(directory, properties, clock, random);
    }

    @Bean
    KeyRing<MasterKey> masterKeys(Pkcs12Signer signer, Database database, Clock clock) {
        return KeyRings.open(KeyRing.Kind.MASTER, signer.masterKeys(), database, clock);
    }

    @Bean
    KeyRing<LookupKey> holderKeys(Pkcs12Signer signer, Database database, Clock clock) {
        return KeyRings.open(KeyRing.Kind.HOLDERS, signer.holderKeys(), database, clock);
    }

    @Bean
    Envelope envelope(KeyRing<MasterKey> masters, SecureRandom random) {
        return new Envelope(masters, random);
    }

    @Bean
    HolderIndex holderIndex(KeyRing<LookupKey> keys) {
        return new HolderIndex(keys);
    }

    @Bean
    KeyRotation keyRotation(List<KeyRing<?>> rings, ObjectProvider<KeyUse> uses, Database database, Clock clock) {
        return KeyRings.rotation(rings, uses.stream().toList(), database, clock);
    }
}
