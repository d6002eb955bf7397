package org.zhaoku.chaincode.fabric;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates as a region's Fabric CA makes them. */
final class Enrolment {
    private static final ASN1ObjectIdentifier ATTRIBUTES = new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1");

    private Enrolment() {}

    /** PEM of a certificate with this node OU and perhaps the attribute with the role. */
    static String of(String unit, Optional<String> role) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            var subject = new X500Name("CN=somebody,OU=" + unit + ",L=OU\\=admin");
            var builder = new X509v3CertificateBuilder(
                    subject,
                    BigInteger.ONE,
                    new Time(new DERUTCTime("250101000000Z")),
                    new Time(new DERUTCTime("450101000000Z")),
                    subject,
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
            if (role.isPresent()) {
                String attributes = "{\"attrs\":{\"zhaoku.role\":\"" + role.get() + "\"}}";
                builder.addExtension(ATTRIBUTES, false, attributes.getBytes(StandardCharsets.UTF_8));
            }
            byte[] certificate = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
