package org.zhaoku.gateway.keys;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.pki.Sm2PrivateKey;

/**
 * A key with its certificate, as the key file holds it.
 *
 * @param key an SM2 key of Bouncy Castle
 * @param certificate over its public key
 */
record KeyEntry(PrivateKey key, X509Certificate certificate) {
    /** The key in the form that signs. */
    Sm2PrivateKey sm2Key() {
        return Sm2PrivateKey.of(((ECPrivateKey) key).getD());
    }

    Sm2Certificate sm2Certificate() {
        try {
            return Sm2Certificate.of(Bytes.of(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("the certificate has no encoded form", e);
        }
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "key of " + certificate.getSubjectX500Principal();
    }
}
