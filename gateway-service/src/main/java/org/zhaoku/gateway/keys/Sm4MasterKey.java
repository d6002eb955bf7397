package org.zhaoku.gateway.keys;

import java.security.SecureRandom;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.zhaoku.verifier.bytes.Bytes;

/**
 * A master key in memory: an SM4 key and its name, both derived by HMAC-SM3 from one secret. Nonces are random, so it should
 * be replaced before it has wrapped 2³² keys.
 */
final class Sm4MasterKey implements MasterKey {
    /** Length of a key's name in bytes. */
    static final int ID_LENGTH = 8;

    private final String id;
    private final Bytes key;
    private final SecureRandom random;

    /** @param secret 32 bytes of full entropy */
    Sm4MasterKey(Bytes secret, SecureRandom random) {
        this.id = derive(secret, "zhaoku/1/master/id", ID_LENGTH).hex();
        this.key = derive(secret, "zhaoku/1/master/sm4", Sm4Gcm.KEY_LENGTH);
        this.random = random;
    }

    private static Bytes derive(Bytes secret, String label, int length) {
        return HmacSm3.of(secret, Bytes.utf8(label)).slice(0, length);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Bytes wrap(Bytes dataKey, Bytes aad) {
        return Sm4Gcm.encrypt(key, aad, dataKey, random);
    }

    @Override
    public Bytes unwrap(Bytes wrapped, Bytes aad) {
        try {
            return Sm4Gcm.decrypt(key, aad, wrapped);
        } catch (InvalidCipherTextException e) {
            throw SealException.broken(e);
        }
    }

    @Override
    public String toString() {
        return "master key " + id;
    }
}
