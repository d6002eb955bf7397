package org.zhaoku.verifier.trust;

import java.util.List;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;

/**
 * What a bundle says of one region (地区).
 *
 * @param mspId its id: 1 to 64 of {@code A-Z a-z 0-9 . -}
 * @param name its name, 1 to 200 characters
 * @param gatewayKeys keys with which its gateways sign presentations and answers, strictly ascending by kid; one that counts no
 *     more is left out
 */
public record TrustedRegion(String mspId, String name, List<CertifiedKey> gatewayKeys) {
    /** @throws IllegalArgumentException if a part is out of its range */
    public TrustedRegion {
        Names.checkMspId(mspId);
        Names.check("region", name);
        gatewayKeys = Keys.copyOf(gatewayKeys);
        if (gatewayKeys.stream()
                .anyMatch(key ->
                        key.retiredFrom().isPresent() || key.distrustedFrom().isPresent())) {
            throw new CborException("expected gateway keys without tiles: a region has none");
        }
    }

    Cbor toCbor() {
        return Cbor.map()
                .put(1, Cbor.of(mspId))
                .put(2, Cbor.of(name))
                .put(3, Keys.toCbor(gatewayKeys))
                .build();
    }

    static TrustedRegion of(Cbor item) {
        var map = new CborMapReader("region", item);
        var region = new TrustedRegion(map.text(1), map.text(2), Keys.of(map.get(3)));
        map.end();
        return region;
    }
}
