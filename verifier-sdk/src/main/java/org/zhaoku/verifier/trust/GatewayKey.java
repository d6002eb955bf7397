package org.zhaoku.verifier.trust;

import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm2PublicKey;

/**
 * A key of a region's gateways.
 *
 * @param region whose key it is
 * @param key the key
 */
public record GatewayKey(TrustedRegion region, CertifiedKey key) {
    public Sm2PublicKey publicKey() {
        return key.publicKey();
    }

    /** In DER. */
    public Bytes certificate() {
        return key.certificate();
    }
}
