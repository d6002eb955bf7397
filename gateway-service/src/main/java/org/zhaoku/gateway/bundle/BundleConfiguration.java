package org.zhaoku.gateway.bundle;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BundleProperties.class)
class BundleConfiguration {}
