package org.zhaoku.verifier.trust;

import java.util.OptionalLong;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.Sm2PublicKey;

/**
 * A department's registered key.
 *
 * @param authority whose key it is
 * @param key the key
 */
public record TrustedKey(TrustedAuthority authority, CertifiedKey key) {
    public Sm2PublicKey publicKey() {
        return key.publicKey();
    }

    /** In DER. */
    public Bytes certificate() {
        return key.certificate();
    }

    /** The department's first tile for which the key is retired. */
    public OptionalLong retiredFrom() {
        return key.retiredFrom();
    }

    /** The department's first tile for which the key is not trusted. */
    public OptionalLong distrustedFrom() {
        return key.distrustedFrom();
    }
}
