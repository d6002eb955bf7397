package org.zhaoku.chaincode.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
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

/** An SM2 key with a certificate that it signed itself. */
public record TestKey(Sm2PrivateKey privateKey, Sm2Certificate certificate) implements MessageSigner {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<Long, TestKey> KEYS = new ConcurrentHashMap<>();

    /** The key with this scalar: always the same certificate, though its signature is random. */
    public static TestKey of(long scalar) {
        return KEYS.computeIfAbsent(scalar, TestKey::make);
    }

    private static TestKey make(long scalar) {
        var privateKey = Sm2PrivateKey.of(BigInteger.valueOf(scalar));
        return new TestKey(privateKey, certify(privateKey, scalar));
    }

    private static Sm2Certificate certify(Sm2PrivateKey key, long serial) {
        var name = new X500Name("CN=zhaoku test " + serial);
        var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1);
        var info = new SubjectPublicKeyInfo(algorithm, key.publicKey().encoded().toArray());
        var builder = new X509v3CertificateBuilder(
                name,
                BigInteger.valueOf(serial),
                new Time(new DERUTCTime("260101000000Z")),
                new Time(new DERUTCTime("360101000000Z")),
                name,
                info);
        try {
            return Sm2Certificate.of(Bytes.of(builder.build(new Signer(key)).getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public KeyId kid() {
        return certificate.kid();
    }

    @Override
    public Sm2Signature sign(Bytes message) {
        return privateKey.sign(message, RANDOM);
    }

    private static final class Signer implements ContentSigner {
        private final Sm2PrivateKey key;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Signer(Sm2PrivateKey key) {
            this.key = key;
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
            return DerSignature.encode(key.sign(Bytes.of(content.toByteArray()), RANDOM))
                    .toArray();
        }
    }
}
