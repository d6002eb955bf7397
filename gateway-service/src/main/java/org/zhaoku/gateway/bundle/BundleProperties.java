package org.zhaoku.gateway.bundle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.zhaoku.chaincode.command.PutRegion;

/**
 * Trust bundles.
 *
 * @param lifetime how long one may be used after it was made
 * @param cosigners from how many regions signatures are asked; empty: 2 where several regions hold the ledger and are in its
 *     directory, else 1
 * @param patience how long another region may take to answer
 * @param clockBound how far another region's clock may be from this one's
 * @param addresses base URLs by MSP id, where a region is reached in another way than the directory says: a proxy, or a trial on one
 *     machine
 */
@ConfigurationProperties("zhaoku.bundle")
record BundleProperties(
        @DefaultValue("7d") Duration lifetime,
        Optional<Integer> cosigners,
        @DefaultValue("4s") Duration patience,
        @DefaultValue("1m") Duration clockBound,
        Map<String, String> addresses) {
    BundleProperties {
        addresses = addresses == null ? Map.of() : Map.copyOf(addresses);
        if (cosigners.stream().anyMatch(k -> k < 1)) {
            throw new IllegalArgumentException("zhaoku.bundle.cosigners: expected a number from 1");
        }
        if (lifetime.compareTo(Duration.ofMinutes(5)) < 0 || lifetime.compareTo(Cosigner.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "zhaoku.bundle.lifetime: expected 5m to " + Cosigner.LONGEST.toDays() + "d, got " + lifetime);
        }
    }

    /** Where a region's gateways are, the preferred first. */
    List<String> addresses(String region, PutRegion entry) {
        return Optional.ofNullable(addresses.get(region)).map(List::of).orElse(entry.baseUrls());
    }
}
