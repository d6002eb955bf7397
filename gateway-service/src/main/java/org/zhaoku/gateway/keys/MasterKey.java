package org.zhaoku.gateway.keys;

import org.zhaoku.verifier.bytes.Bytes;

/**
 * The key that wraps the keys of stored data: in a PKCS#12 file, a hardware module or a service. Gateways that share a database
 * must share it. All calls may block.
 */
public interface MasterKey {
    /** Name of the key, stored beside what it wraps, so that after a rotation the right one is asked: hexadecimal digits. */
    String id();

    /**
     * Encrypts a data key.
     *
     * @param aad what the key is for
     */
    Bytes wrap(Bytes key, Bytes aad);

    /** @throws SealException {@code SEAL_BROKEN} if {@code wrapped} is not this key's, was changed, or is for something else */
    Bytes unwrap(Bytes wrapped, Bytes aad);
}
