package org.zhaoku.gateway.store;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the data is.
 *
 * @param dataDir {@code zhaoku.data-dir}: the directory of this gateway alone
 * @param mongodb {@code zhaoku.mongodb}
 */
@ConfigurationProperties("zhaoku")
public record StoreProperties(
        @DefaultValue("data") Path dataDir, @DefaultValue Mongodb mongodb) {

    /**
     * The server of the MongoDB protocol.
     *
     * @param uri connection string, with the database's name if it is not {@code zhaoku}; empty for the embedded server
     */
    public record Mongodb(@DefaultValue("") String uri) {
        /** Leaves out the connection string, which may hold a password. */
        @Override
        public String toString() {
            return uri.isBlank() ? "embedded" : "server";
        }
    }
}
