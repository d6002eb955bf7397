package org.zhaoku.gateway.detached;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Configuration;

/**
 * What is asked of batches that departments sign by themselves.
 *
 * @param maxAge how long ago, in whole days, a batch may have been signed
 */
@ConfigurationProperties("zhaoku.detached")
record DetachedProperties(@DefaultValue("7d") Duration maxAge) {
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DetachedProperties.class)
    static class Enabled {}
}
