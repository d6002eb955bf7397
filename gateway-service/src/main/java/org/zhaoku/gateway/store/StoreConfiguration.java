package org.zhaoku.gateway.store;

import java.security.SecureRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The data directory, the gateway's id and the database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreProperties.class)
class StoreConfiguration {
    @Bean
    DataDirectory dataDirectory(StoreProperties properties) {
        return DataDirectory.open(properties.dataDir());
    }

    @Bean
    GatewayId gatewayId(DataDirectory directory, SecureRandom random) {
        return GatewayId.of(directory, random);
    }

    @Bean
    Database database(StoreProperties properties, DataDirectory directory) {
        return Database.open(properties.mongodb().uri(), directory);
    }

    @Bean
    Migrations migrations(Database database, ObjectProvider<Migration> migrations) {
        return new Migrations(database, migrations.stream().toList());
    }

    @Bean
    MigrationsAtStart migrationsAtStart(Migrations migrations) {
        return new MigrationsAtStart(migrations);
    }
}
