package org.zhaoku.gateway.issue;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The settings of batches and of bulk requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BatchProperties.class, BulkProperties.class})
class IssueConfiguration {}
