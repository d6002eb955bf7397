package org.zhaoku.chaincode.fabric;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An ECDSA key with a certificate for 127.0.0.1 that it signed itself, as PEM files. */
record TlsFiles(Path certificate, Path key) {

    static TlsFiles in(Path folder, String name)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        var subject = new X500Name("CN=" + name);
        var builder = new X509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                new Time(new DERUTCTime("250101000000Z")),
                new Time(new DERUTCTime("450101000000Z")),
                subject,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        var address = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(address));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
        byte[] certificate = builder.build(signer).getEncoded();
        return new TlsFiles(
                pem(folder.resolve(name + ".crt"), "CERTIFICATE", certificate),
                pem(
                        folder.resolve(name + ".key"),
                        "PRIVATE KEY",
                        pair.getPrivate().getEncoded()));
    }

    private static Path pem(Path file, String type, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }
}
