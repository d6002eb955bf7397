package org.zhaoku.gateway.licence;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhaoku.gateway.keys.Envelope;
import org.zhaoku.gateway.keys.HolderIndex;
import org.zhaoku.gateway.keys.KeyUse;
import org.zhaoku.gateway.keys.MongoSealedField;
import org.zhaoku.gateway.store.Database;
import org.zhaoku.gateway.store.Migration;

/** What rotations and migrations have to do with stored licences. */
@Configuration(proxyBeanMethods = false)
public class LicenceStorage {
    /** From the oldest form on. */
    public static List<Migration> migrations(Envelope envelope, HolderIndex holders) {
        return List.of(new SearchableLicences(new LicenceDocuments(envelope, holders)));
    }

    /** Where licences need keys. */
    public static List<KeyUse> keyUses(Database database, Envelope envelope, HolderIndex holders) {
        return List.of(
                new MongoSealedField(
                        database,
                        LicenceDocuments.COLLECTION,
                        LicenceDocuments.SEALED,
                        LicenceDocuments.PURPOSE,
                        envelope),
                new MongoLicenceHolders(database, new LicenceDocuments(envelope, holders)));
    }

    @Bean
    Migration searchableLicences(Envelope envelope, HolderIndex holders) {
        return migrations(envelope, holders).get(0);
    }

    @Bean
    KeyUse sealedLicences(Database database, Envelope envelope, HolderIndex holders) {
        return keyUses(database, envelope, holders).get(0);
    }

    @Bean
    KeyUse licenceHolders(Database database, Envelope envelope, HolderIndex holders) {
        return keyUses(database, envelope, holders).get(1);
    }
}
