package org.zhaoku.gateway.keys;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhaoku.gateway.store.DataDirectory;

/** Keys from files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeysProperties.class)
class KeysConfiguration {
    @Bean
    Pkcs12Signer signer(DataDirectory directory, KeysProperties properties, Clock clock, SecureRandom random) {
        return Pkcs12Signer.open(directory, properties, clock, random);
    }

    @Bean
    MasterKey masterKey(Pkcs12Signer signer) {
        return signer.masterKey();
    }

    @Bean
    Envelope envelope(MasterKey master, SecureRandom random) {
        return new Envelope(master, random);
    }
}
