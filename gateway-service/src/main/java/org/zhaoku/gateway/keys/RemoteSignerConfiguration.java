package org.zhaoku.gateway.keys;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Keys of departments and checkpoints in a signing service, if one is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("zhaoku.keys.remote.url")
@EnableConfigurationProperties(RemoteSignerProperties.class)
class RemoteSignerConfiguration {
    @Bean
    @Primary
    Signer remoteSigner(Pkcs12Signer files, RemoteSignerProperties properties, SslBundles bundles, Clock clock) {
        return new RemoteSigner(files, new SigningService(properties, bundles), properties.input(), clock);
    }
}
