package org.zhaoku.gateway.keys;

import java.security.SecureRandom;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.sm.Sm2Signature;

/** A key in memory, decoded once. */
record LocalSigningKey(Sm2Certificate certificate, Sm2PrivateKey key, SecureRandom random) implements SigningKey {
    @Override
    public Sm2Signature sign(Bytes message) {
        return key.sign(message, random);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "signing key " + kid();
    }
}
