package org.zhaoku.verifier.pki;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2PublicKey;
import org.zhaoku.verifier.sm.Sm3;
import org.zhaoku.verifier.trust.CertifiedKey;

/**
 * An X.509 certificate with an SM2 key (GB/T 20518). Only its form and key are read here: who may use it is the registry's
 * business, on the ledger and in the trust bundle.
 */
public final class Sm2Certificate {
    /** The longest certificate that is read, in bytes. */
    public static final int MAX_LENGTH = 4096;

    private final Bytes der;
    private final KeyId kid;
    private final Sm2PublicKey publicKey;

    private Sm2Certificate(Bytes der, Sm2PublicKey publicKey) {
        this.der = der;
        this.kid = new KeyId(Sm3.digest(der).slice(0, KeyId.LENGTH));
        this.publicKey = publicKey;
    }

    /**
     * Reads a certificate in DER, at most {@link #MAX_LENGTH} bytes.
     *
     * @throws IllegalArgumentException if {@code der} is not one certificate in DER with an uncompressed key on the SM2 curve
     */
    public static Sm2Certificate of(Bytes der) {
        if (der.size() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "expected a certificate of at most " + MAX_LENGTH + " bytes, got " + der.size());
        }
        SubjectPublicKeyInfo key = parse(der).getSubjectPublicKeyInfo();
        ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
        if (!algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
                || !GMObjectIdentifiers.sm2p256v1.equals(key.getAlgorithm().getParameters())) {
            throw new IllegalArgumentException(
                    "expected a certificate with an SM2 key (1.2.156.10197.1.301), got " + algorithm);
        }
        if (key.getPublicKeyData().getPadBits() != 0) {
            throw new IllegalArgumentException("expected a key of whole bytes in the certificate");
        }
        return new Sm2Certificate(
                der, Sm2PublicKey.of(Bytes.of(key.getPublicKeyData().getOctets())));
    }

    private static Certificate parse(Bytes der) {
        try {
            Certificate certificate = Certificate.getInstance(der.toArray());
            if (Bytes.of(certificate.getEncoded(ASN1Encoding.DER)).equals(der)) {
                return certificate;
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            // the answer below says all that a caller can use
        }
        throw new IllegalArgumentException("expected an X.509 certificate in DER, got " + der.size() + " other bytes");
    }

    /** The certificate as it was read. */
    public Bytes der() {
        return der;
    }

    public KeyId kid() {
        return kid;
    }

    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    /** The certificate with its key, as a trust bundle holds them: neither retired nor distrusted. */
    public CertifiedKey certifiedKey() {
        return CertifiedKey.of(der, publicKey);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sm2Certificate certificate && certificate.der.equals(der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }

    @Override
    public String toString() {
        return "SM2 certificate " + kid;
    }
}
