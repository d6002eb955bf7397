package org.zhaoku.verifier.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.zhaoku.verifier.bytes.Bytes;
import org.zhaoku.verifier.cose.MessageSigner;
import org.zhaoku.verifier.pki.DerSignature;
import org.zhaoku.verifier.pki.Sm2Certificate;
import org.zhaoku.verifier.pki.Sm2PrivateKey;
import org.zhaoku.verifier.sm.KeyId;
import org.zhaoku.verifier.sm.Sm2Signature;

/** Somebody who signs: a made-up code, a key and a certificate that the key itself signed. */
public record Department(String code, Sm2PrivateKey key, Sm2Certificate certificate, SecureRandom random)
        implements MessageSigner {
    public static Department of(String code, long seed) {
        return of(code, Sm2PrivateKey.generate(new SeededRandom(seed)), new SeededRandom(~seed));
    }

    public static Department of(String code, Sm2PrivateKey key, SecureRandom random) {
        return new Department(code, key, certificate(code, key, random), random);
    }

    private static Sm2Certificate certificate(String code, Sm2PrivateKey key, SecureRandom random) {
        var name = new X500Name("C=CN,O=" + code);
        var builder = new X509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                name,
                new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1),
                        key.publicKey().encoded().toArray()));
        try {
            return Sm2Certificate.of(
                    Bytes.of(builder.build(new Sm2ContentSigner(key, random)).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public KeyId kid() {
        return certificate.kid();
    }

    @Override
    public Sm2Signature sign(Bytes message) {
        return key.sign(message, random);
    }

    private record Sm2ContentSigner(Sm2PrivateKey key, SecureRandom random, ByteArrayOutputStream content)
            implements ContentSigner {
        Sm2ContentSigner(Sm2PrivateKey key, SecureRandom random) {
            this(key, random, new ByteArrayOutputStream());
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign_with_sm3);
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            return DerSignature.encode(key.sign(Bytes.of(content.toByteArray()), random))
                    .toArray();
        }
    }
}
