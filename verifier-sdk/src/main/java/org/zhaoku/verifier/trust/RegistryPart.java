package org.zhaoku.verifier.trust;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cbor.Cbor;
import org.zhaoku.verifier.cbor.CborException;
import org.zhaoku.verifier.cbor.CborMapReader;
import org.zhaoku.verifier.cbor.CborReads;
import org.zhaoku.verifier.identifier.UnifiedSocialCreditCode;
import org.zhaoku.verifier.sm.KeyId;

/** Regions and departments, found by their keys and codes. */
final class RegistryPart implements Part {
    private static final int FORMAT_1 = 1;
    private static final int MAX_REGIONS = 1024;
    private static final int MAX_DEPARTMENTS = 1 << 20;

    private final Bytes encoded;
    private final List<TrustedRegion> regions;
    private final List<TrustedAuthority> authorities;
    private final Map<UnifiedSocialCreditCode, Optional<TrustedAuthority>> byCode = new HashMap<>();
    private final Map<KeyId, Optional<TrustedKey>> keys = new HashMap<>();
    private final Map<KeyId, Optional<GatewayKey>> gatewayKeys = new HashMap<>();

    private RegistryPart(Bytes encoded, List<TrustedRegion> regions, List<TrustedAuthority> authorities) {
        this.encoded = encoded;
        this.regions = List.copyOf(regions);
        this.authorities = List.copyOf(authorities);
        Set<KeyId> kids = new HashSet<>();
        Set<String> mspIds = new HashSet<>();
        String last = "";
        for (TrustedRegion region : regions) {
            last = ascending("regions by MSP id", last, region.mspId());
            mspIds.add(last);
            for (CertifiedKey key : region.gatewayKeys()) {
                gatewayKeys.put(once(kids, key.kid()), Optional.of(new GatewayKey(region, key)));
            }
        }
        last = "";
        for (TrustedAuthority authority : authorities) {
            last = ascending("departments by code", last, authority.code().value());
            if (!mspIds.contains(authority.region())) {
                throw new CborException("registry: department " + last + " is of a region that is not in it");
            }
            byCode.put(authority.code(), Optional.of(authority));
            for (CertifiedKey key : authority.keys()) {
                keys.put(once(kids, key.kid()), Optional.of(new TrustedKey(authority, key)));
            }
        }
    }

    private static String ascending(String what, String last, String next) {
        if (last.compareTo(next) >= 0) {
            throw new CborException("registry: expected " + what + ", strictly ascending");
        }
        return next;
    }

    private static KeyId once(Set<KeyId> kids, KeyId kid) {
        if (!kids.add(kid)) {
            throw new CborException("registry: kid " + kid + " comes twice");
        }
        return kid;
    }

    static RegistryPart of(List<TrustedRegion> regions, List<TrustedAuthority> authorities) {
        Bytes encoded = Cbor.map()
                .put(1, Cbor.of(FORMAT_1))
                .put(2, Cbor.array(regions.stream().map(TrustedRegion::toCbor).toList()))
                .put(
                        3,
                        Cbor.array(authorities.stream()
                                .map(TrustedAuthority::toCbor)
                                .toList()))
                .build()
                .encode();
        return new RegistryPart(encoded, regions, authorities);
    }

    static RegistryPart decode(Bytes encoded) {
        var map = new CborMapReader("registry", Cbor.decode(encoded));
        map.number(1, FORMAT_1, FORMAT_1);
        var registry = new RegistryPart(
                encoded,
                CborReads.array("regions", map.get(2), 0, MAX_REGIONS).stream()
                        .map(TrustedRegion::of)
                        .toList(),
                CborReads.array("departments", map.get(3), 0, MAX_DEPARTMENTS).stream()
                        .map(TrustedAuthority::of)
                        .toList());
        map.end();
        return registry;
    }

    @Override
    public Bytes encoded() {
        return encoded;
    }

    List<TrustedRegion> regions() {
        return regions;
    }

    List<TrustedAuthority> authorities() {
        return authorities;
    }

    Optional<TrustedAuthority> authority(UnifiedSocialCreditCode code) {
        return byCode.getOrDefault(code, Optional.empty());
    }

    Optional<TrustedKey> key(KeyId kid) {
        return keys.getOrDefault(kid, Optional.empty());
    }

    Optional<GatewayKey> gatewayKey(KeyId kid) {
        return gatewayKeys.getOrDefault(kid, Optional.empty());
    }
}
