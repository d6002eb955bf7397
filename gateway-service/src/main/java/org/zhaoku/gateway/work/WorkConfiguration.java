package org.zhaoku.gateway.work;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Clock and randomness, passed in wherever they are needed. */
@Configuration(proxyBeanMethods = false)
class WorkConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Reads the system's device: for the pools, not for an event loop. */
    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }
}
