package org.zhaoku.gateway.issue;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.KeyUse;
import org.zhaoku.gateway.keys.MongoSealedField;
import org.zhaoku.gateway.store.Database;

/** The settings of batches and of bulk requests, and what a rotation of keys finds here. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BatchProperties.class, BulkProperties.class})
class IssueConfiguration {
    @Bean
    KeyUse sealedReasons(Database database, Envelope envelope) {
        return new MongoSealedField(
                database, MongoApprovals.COLLECTION, MongoApprovals.REASON, MongoApprovals.PURPOSE, envelope);
    }
}
