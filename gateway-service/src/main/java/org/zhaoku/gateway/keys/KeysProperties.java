package org.zhaoku.gateway.keys;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The key store.
 *
 * @param password {@code zhaoku.keys.password}: opens the key file; empty: one is made at first start and kept beside the file
 * @param regionName {@code zhaoku.keys.region-name}: the organisation in the certificate of the region's key, which is made at
 *     first start
 */
@ConfigurationProperties("zhaoku.keys")
public record KeysProperties(
        @DefaultValue("") String password,
        @DefaultValue("Zhaoku trial region") String regionName) {
    /** Leaves out the password. */
    @Override
    public String toString() {
        return "keys of " + regionName;
    }
}
