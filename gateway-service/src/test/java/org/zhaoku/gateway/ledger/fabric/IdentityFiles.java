package org.zhaoku.gateway.ledger.fabric;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A Fabric identity in two PEM files, as an enrolment leaves them. */
record IdentityFiles(Path certificate, Path privateKey) {
    static IdentityFiles write(Path folder, Duration lifetime) {
        var files = new IdentityFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        try {
            KeyPair pair = keyPair();
            files.replaceCertificate(certificate(pair, lifetime));
            files.replaceKey(pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
            return files;
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void replaceCertificate(String pem) throws IOException {
        replace(certificate, pem);
    }

    void replaceKey(String pem) throws IOException {
        replace(privateKey, pem);
        Files.setPosixFilePermissions(privateKey, PosixFilePermissions.fromString("rw-------"));
    }

    private static void replace(Path file, String pem) throws IOException {
        Path fresh = Files.writeString(file.resolveSibling("fresh"), pem);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String certificate(KeyPair pair, Duration lifetime)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Instant now = Instant.now();
        var name = new X500Name("CN=gateway");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minusSeconds(60)),
                Date.from(now.plus(lifetime)),
                name,
                pair.getPublic());
        return pem(new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))));
    }

    private static String pem(Object what) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }
}
