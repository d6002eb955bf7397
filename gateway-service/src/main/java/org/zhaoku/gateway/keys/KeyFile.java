package org.zhaoku.gateway.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.zhaoku.gateway.store.DataDirectory;

/**
 * A PKCS#12 file by Bouncy Castle, since the JDK's reader fails on SM2 keys. Reading and writing take about 0.4 s for each key
 * in it and twice that beside, which is the work that a guesser of the password has with each guess.
 */
final class KeyFile {
    // AES-CBC under one MAC over all. Bouncy Castle's GCM types write no MAC: names and number of the keys could be
    // changed
    private static final String TYPE = "PKCS12-AES256-AES128";

    private final Path path;
    private final KeyPassword password;
    private final KeyStore store;

    private KeyFile(Path path, KeyPassword password, KeyStore store) {
        this.path = path;
        this.password = password;
        this.store = store;
    }

    /** An empty file, on the disk with {@link #save}. */
    static KeyFile create(Path path, KeyPassword password, BouncyCastleProvider provider) {
        try {
            KeyStore store = KeyStore.getInstance(TYPE, provider);
            store.load(null, password.chars());
            return new KeyFile(path, password, store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no key store could be made", e);
        }
    }

    /** Reads a file that is there. */
    static KeyFile read(Path path, KeyPassword password, BouncyCastleProvider provider) {
        KeyFile file = create(path, password, provider);
        byte[] content;
        try {
            content = Files.readAllBytes(path);
        } catch (IOException e) {
            throw KeyFileException.unwritable(path, e);
        }
        checkForm(path, content);
        try {
            file.store.load(new ByteArrayInputStream(content), password.chars());
            return file;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw KeyFileException.locked(path, password.source(), e);
        }
    }

    // without its MAC, Bouncy Castle would take the file
    private static void checkForm(Path path, byte[] content) {
        try {
            if (Pfx.getInstance(ASN1Primitive.fromByteArray(content)).getMacData() != null) {
                return;
            }
        } catch (IOException | RuntimeException e) {
            throw KeyFileException.damaged(path, e);
        }
        throw KeyFileException.damaged(path, new IllegalStateException("no MAC"));
    }

    /** The key of this name, which must be there and fit its certificate. */
    KeyEntry get(String alias) {
        try {
            if (store.getKey(alias, password.chars()) instanceof PrivateKey key
                    && store.getCertificate(alias) instanceof X509Certificate certificate) {
                var entry = new KeyEntry(key, certificate);
                if (entry.sm2Key().publicKey().equals(entry.sm2Certificate().publicKey())) {
                    return entry;
                }
            }
        } catch (GeneralSecurityException e) {
            throw KeyFileException.damaged(path, e);
        }
        throw KeyFileException.damaged(path, new IllegalStateException("no key " + alias + " with its certificate"));
    }

    void add(String alias, KeyEntry entry) {
        try {
            store.setKeyEntry(alias, entry.key(), password.chars(), new Certificate[] {entry.certificate()});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key store took no key", e);
        }
    }

    /** Whether there is an entry of this name. */
    boolean has(String alias) {
        try {
            return store.containsAlias(alias);
        } catch (GeneralSecurityException e) {
            throw KeyFileException.damaged(path, e);
        }
    }

    void remove(String alias) {
        try {
            store.deleteEntry(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key store let no key go", e);
        }
    }

    void save() {
        var content = new ByteArrayOutputStream();
        try {
            store.store(content, password.chars());
            DataDirectory.write(path, content.toByteArray());
        } catch (IOException | GeneralSecurityException e) {
            throw KeyFileException.unwritable(path, e);
        }
    }
}
