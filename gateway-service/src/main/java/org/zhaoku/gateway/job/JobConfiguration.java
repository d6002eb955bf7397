package org.zhaoku.gateway.job;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.KeyUse;
import org.zhaoku.gateway.keys.MongoSealedField;
import org.zhaoku.gateway.store.Database;

/** The settings of jobs, and what a rotation of keys finds here. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
class JobConfiguration {
    @Bean
    KeyUse sealedUploads(Database database, Envelope envelope) {
        return new MongoSealedField(
                database, MongoUploads.COLLECTION, MongoUploads.SEALED, MongoUploads.PURPOSE, envelope);
    }
}
