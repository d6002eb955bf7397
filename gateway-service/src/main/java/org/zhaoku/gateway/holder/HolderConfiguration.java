package org.zhaoku.gateway.holder;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.KeyUse;
import org.zhaoku.gateway.keys.MongoSealedField;
import org.zhaoku.gateway.store.Database;

/** What a rotation of keys finds here, beside the hashes of {@link MongoMandates}. */
@Configuration(proxyBeanMethods = false)
class HolderConfiguration {
    @Bean
    KeyUse sealedMandates(Database database, Envelope envelope) {
        return new MongoSealedField(
                database, MongoMandates.COLLECTION, MongoMandates.SEALED, MongoMandates.PURPOSE, envelope);
    }
}
