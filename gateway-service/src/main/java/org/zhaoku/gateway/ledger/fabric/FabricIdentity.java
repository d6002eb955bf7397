package org.zhaoku.gateway.ledger.fabric;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Identity;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's Fabric identity in two PEM files. They are read again when one of them changes, so a certificate is renewed
 * without a restart; files that do not fit together, as between the two writes of a renewal, change nothing yet.
 */
final class FabricIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(FabricIdentity.class);

    private final FabricProperties properties;
    private volatile Current current;

    /** What was read last, and from which state of the files. */
    record Current(Identity identity, Signer signer, Instant expires, String stamp) {}

    /** @throws IllegalArgumentException if a file cannot be used; the message names it */
    FabricIdentity(FabricProperties properties) {
        this.properties = properties;
        try {
            this.current = read(stamp());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the Fabric identity cannot be used (zhaoku.fabric.certificate, .private-key): " + e.getMessage(),
                    e);
        }
    }

    /** The identity as the files have it now. Reads their attributes: not for an event loop. */
    Current current() {
        Current last = current;
        try {
            String stamp = stamp();
            if (!stamp.equals(last.stamp())) {
                current = read(stamp);
                LOG.info("the Fabric identity was renewed; its certificate expires {}", current.expires());
            }
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn("the Fabric identity's changed files cannot be used yet: {}", e.getMessage());
        }
        return current;
    }

    private String stamp() throws IOException {
        return stamp(properties.certificate()) + ' ' + stamp(properties.privateKey());
    }

    private static String stamp(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toString() + '/' + Files.size(file);
    }

    private Current read(String stamp) throws IOException, GeneralSecurityException {
        checkPermissions(properties.privateKey());
        try (Reader certificateFile = Files.newBufferedReader(properties.certificate());
                Reader keyFile = Files.newBufferedReader(properties.privateKey())) {
            X509Certificate certificate = Identities.readX509Certificate(certificateFile);
            PrivateKey key = Identities.readPrivateKey(keyFile);
            checkPair(key, certificate.getPublicKey());
            return new Current(
                    new X509Identity(properties.mspId(), certificate),
                    Signers.newPrivateKeySigner(key),
                    certificate.getNotAfter().toInstant(),
                    stamp);
        }
    }

    private static void checkPair(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        byte[] probe = {1};
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(probe);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("certificate and private key do not belong together");
        }
    }

    // Kubernetes mounts a secret so that the group may read it, hence only a warning for that
    private static void checkPermissions(Path key) throws IOException {
        var view = Files.getFileAttributeView(key, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> granted = view.readAttributes().permissions();
        if (granted.contains(PosixFilePermission.OTHERS_READ)
                || granted.contains(PosixFilePermission.OTHERS_WRITE)
                || granted.contains(PosixFilePermission.GROUP_WRITE)) {
            throw new IOException("the private key is open to other users; it must be its owner's alone (chmod 600)");
        }
        if (granted.contains(PosixFilePermission.GROUP_READ)) {
            LOG.warn("the group may read the private key of the Fabric identity; chmod 600 unless it has to");
        }
    }
}
