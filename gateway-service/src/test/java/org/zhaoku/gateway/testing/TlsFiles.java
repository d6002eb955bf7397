package org.zhaoku.gateway.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority, a gateway's certificate for localhost, and clients, all ECDSA on P-256. */
public final class TlsFiles {
    private static final AtomicLong SERIAL = new AtomicLong();
    private static final String AUTHORITY = "CN=Test CA";
    private static final char[] NO_PASSWORD = new char[0];

    private final Path directory;
    private final KeyPair authorityKey;
    private final X509Certificate authorityCertificate;

    private TlsFiles(Path directory) throws GeneralSecurityException {
        this.directory = directory;
        this.authorityKey = key();
        this.authorityCertificate = certificate(AUTHORITY, authorityKey, true);
    }

    public static TlsFiles make(Path directory) throws GeneralSecurityException, IOException {
        var files = new TlsFiles(directory);
        KeyPair server = files.key();
        files.write(files.authority(), files.authorityCertificate);
        files.write(files.serverCertificate(), files.certificate("CN=localhost", server, false));
        files.write(files.serverKey(), new JcaPKCS8Generator(server.getPrivate(), null));
        return files;
    }

    public Path authority() {
        return directory.resolve("ca.pem");
    }

    public Path serverCertificate() {
        return directory.resolve("server.pem");
    }

    public Path serverKey() {
        return directory.resolve("server.key");
    }

    /** The files of a client whose certificate has this name: {@code <name>.pem} and {@code <name>.key}. */
    public void client(String name) throws GeneralSecurityException, IOException {
        KeyPair key = key();
        write(directory.resolve(name + ".pem"), certificate("C=CN,O=Example,CN=" + name, key, false));
        write(directory.resolve(name + ".key"), new JcaPKCS8Generator(key.getPrivate(), null));
    }

    /** A server that asks clients for a certificate of this authority, if it is told to. */
    public SSLContext server() {
        return machine("localhost");
    }

    /** A client without a certificate. */
    public SSLContext stranger() {
        return client(new KeyManager[0]);
    }

    /** A client whose certificate has this name. */
    public SSLContext machine(String name) {
        try {
            KeyPair key = key();
            KeyStore store = KeyStore.getInstance("PKCS12");
            load(store);
            store.setKeyEntry("client", key.getPrivate(), NO_PASSWORD, new X509Certificate[] {
                certificate("C=CN,O=Example,CN=" + name, key, false)
            });
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return client(keys.getKeyManagers());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext client(KeyManager[] keys) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            load(store);
            store.setCertificateEntry("ca", authorityCertificate);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void load(KeyStore store) throws GeneralSecurityException {
        try {
            store.load(null, NO_PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeyPair key() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate certificate(String subject, KeyPair key, boolean authority)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                            new X500Name(AUTHORITY),
                            BigInteger.valueOf(SERIAL.incrementAndGet()),
                            Date.from(now.minusSeconds(60)),
                            Date.from(now.plusSeconds(3600)),
                            new X500Name(subject),
                            key.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKey.getPrivate())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private void write(Path file, Object content) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(content);
        }
        Files.writeString(file, text.toString());
    }
}
